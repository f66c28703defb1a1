//! Authorities that cases are handed over to, as the municipality names them.
use aktenlage_domain::ids::ServiceKey;
use aktenlage_domain::letter::rules::{RECIPIENT_CHARACTERS, RECIPIENT_LINES};

use crate::letters::Problems;
use crate::schema::AuthorityEntry;
use crate::service::ServiceDefinition;

/// An authority that cases are handed over to.
#[doc(alias = "zuständige Behörde")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Its name.
    pub name: String,
    /// Name and address as they stand in the address field, line by line.
    pub address: Vec<String>,
    /// The services that it is competent for; none: it is offered for every one.
    pub services: Vec<ServiceKey>,
}

impl Authority {
    /// Whether it is offered for cases of this service.
    pub fn takes(&self, service: Option<&ServiceKey>) -> bool {
        self.services.is_empty() || service.is_some_and(|service| self.services.contains(service))
    }
}

/// What `municipality.toml` names; one whose address no letter bears is left out.
pub(crate) fn authorities(
    entries: Vec<AuthorityEntry>,
    services: &[&ServiceDefinition],
) -> (Vec<Authority>, Problems) {
    let mut problems = Problems::new();
    let mut authorities = Vec::new();
    for entry in entries {
        let of = &entry.name;
        let fits = |line: &String| {
            let length = line.trim().chars().count();
            (1..=RECIPIENT_CHARACTERS).contains(&length) && !line.chars().any(char::is_control)
        };
        let is_sound = !of.trim().is_empty()
            && (1..=RECIPIENT_LINES).contains(&entry.address.len())
            && entry.address.iter().all(fits);
        if !is_sound {
            let detail = format!(
                "authorities: `{of}` needs a name and 1 to {RECIPIENT_LINES} lines of address with at most \
                 {RECIPIENT_CHARACTERS} characters each"
            );
            problems.push(("invalid_address", detail));
            continue;
        }
        for service in &entry.services {
            if !services.iter().any(|known| known.key.as_str() == service) {
                let detail = format!("authorities: `{of}`: `{service}` is no service");
                problems.push(("unknown_service", detail));
            }
        }
        authorities.push(Authority {
            name: entry.name,
            address: entry.address,
            services: entry.services.into_iter().map(ServiceKey::new).collect(),
        });
    }
    (authorities, problems)
}
