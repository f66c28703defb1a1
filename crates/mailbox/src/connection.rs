//! Whose mailbox it is, and the way there: TCP, and TLS with a verified certificate.
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::SecretString;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

use crate::error::MailboxError;
use crate::wire::Wire;

/// Whose mailbox it is and how it is reached.
#[derive(Clone, Debug)]
pub struct Account {
    /// Name or address of the server; its certificate has to be for it.
    pub host: String,
    /// Its port: 993 with TLS.
    pub port: u16,
    /// How the connection is secured.
    pub security: Security,
    /// File with certificates (PEM) of who is trusted to vouch for the server, in place of the system's.
    pub authorities: Option<PathBuf>,
    /// User name.
    pub user: String,
    /// Password.
    pub password: SecretString,
}

/// How a connection is secured. There is no STARTTLS: whoever sits between could take the offer away (RFC 8314 asks for
/// implicit TLS).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    ImplicitTls,
    /// None: to this machine only, where a proxy may take over.
    Plain,
}

/// Connects; the server has not spoken yet.
pub(crate) async fn open(account: &Account) -> Result<Wire, MailboxError> {
    let found = tokio::net::lookup_host((account.host.as_str(), account.port)).await;
    let addresses: Vec<SocketAddr> = found.map_err(unreachable)?.collect();
    let is_here = addresses.iter().all(|address| address.ip().is_loopback());
    if account.security == Security::Plain && !is_here {
        return Err(MailboxError::NotLocal);
    }
    let stream = TcpStream::connect(&addresses[..]).await.map_err(unreachable)?;
    match account.security {
        Security::Plain => Ok(Wire::new(Box::new(stream))),
        Security::ImplicitTls => {
            let authorities = account.authorities.clone();
            let trusting = tokio::task::spawn_blocking(move || trust(authorities.as_deref())).await;
            let config = trusting.unwrap_or(Err(MailboxError::Authorities))?;
            let name = ServerName::try_from(account.host.clone()).map_err(|_| MailboxError::Unreachable)?;
            let connector = TlsConnector::from(Arc::new(config));
            let stream = connector
                .connect(name, stream)
                .await
                .map_err(|error| refusal(&error))?;
            Ok(Wire::new(Box::new(stream)))
        }
    }
}

/// TLS with the certificates of those in the file, or of those that the system trusts.
fn trust(authorities: Option<&Path>) -> Result<ClientConfig, MailboxError> {
    let mut roots = RootCertStore::empty();
    if let Some(file) = authorities {
        let found = CertificateDer::pem_file_iter(file).map_err(|_| MailboxError::Authorities)?;
        for certificate in found {
            let certificate = certificate.map_err(|_| MailboxError::Authorities)?;
            roots.add(certificate).map_err(|_| MailboxError::Authorities)?;
        }
    } else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    if roots.is_empty() {
        return Err(MailboxError::Authorities);
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| MailboxError::Protocol)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

fn unreachable(_: io::Error) -> MailboxError {
    MailboxError::Unreachable
}

/// Why there is no connection with TLS.
fn refusal(error: &io::Error) -> MailboxError {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(_)) => MailboxError::Certificate,
        Some(_) => MailboxError::Protocol,
        None => MailboxError::Unreachable,
    }
}
