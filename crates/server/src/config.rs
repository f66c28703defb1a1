//! What the binary tells the server. Nothing is read from the environment here.
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::randomness::Randomness;

/// Settings of the HTTP edge.
#[derive(Clone)]
pub struct ServerConfig {
    /// Folder with a built web interface; `None` serves the one in the binary.
    pub web_directory: Option<PathBuf>,
    /// How long a sign-in lasts.
    pub session_length: Duration,
    /// Whether a reverse proxy in front adds the client's address to `X-Forwarded-For`: its last entry then counts.
    pub trusted_proxy: bool,
    /// Largest file of an upload.
    pub file_limit_bytes: u64,
    /// Most files of an upload.
    pub file_count_limit: usize,
    /// Largest upload as a whole.
    pub upload_limit_bytes: u64,
    /// How many uploads are received at the same time; further ones wait.
    pub concurrent_uploads: usize,
    /// How long an answer may take.
    pub request_timeout: Duration,
    /// How long an upload, an export, a check of the whole audit chain or the drawing of a page may take.
    pub long_request_timeout: Duration,
    /// Links with which applicants see where their case stands; `None`: there are none.
    pub status_page: Option<StatusPageConfig>,
    /// Where tokens and salts come from.
    pub randomness: Arc<dyn Randomness>,
}

/// Settings of the page that applicants see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusPageConfig {
    /// How long a link holds.
    pub link_length: Duration,
    /// How applicants reach the server: `https://host`, without a path. `None` makes links without a host.
    pub public_url: Option<String>,
}

impl ServerConfig {
    /// The defaults for one office: ten hours signed in, 200 MB a file, 50 files and 500 MB an upload.
    pub fn new(randomness: Arc<dyn Randomness>) -> Self {
        Self {
            web_directory: None,
            session_length: Duration::from_hours(10),
            trusted_proxy: false,
            file_limit_bytes: 200 * 1024 * 1024,
            file_count_limit: 50,
            upload_limit_bytes: 500 * 1024 * 1024,
            concurrent_uploads: 2,
            request_timeout: Duration::from_secs(30),
            long_request_timeout: Duration::from_mins(10),
            status_page: None,
            randomness,
        }
    }
}

impl std::fmt::Debug for ServerConfig {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ServerConfig")
            .field("web_directory", &self.web_directory)
            .field("session_length", &self.session_length)
            .field("trusted_proxy", &self.trusted_proxy)
            .field("status_page", &self.status_page)
            .finish_non_exhaustive()
    }
}
