//! What of a blueprint nobody has checked against an official text yet: shown by `doctor` and in the workbench.
use aktenlage_domain::ids::ServiceKey;

use crate::Catalogue;
use crate::service::{FieldDefinition, ServiceDefinition};

/// How much of one service is unverified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified {
    /// The service.
    pub service: ServiceKey,
    /// Whether the service as a whole is marked as verified.
    pub service_verified: bool,
    /// Evidence requirements marked as unverified.
    pub requirements: usize,
    /// Of how many.
    pub requirements_total: usize,
    /// Deadlines marked as unverified.
    pub deadlines: usize,
    /// Norms marked as unverified, of fields, evidence and deadlines.
    pub bases: usize,
}

impl Catalogue {
    /// One entry per service that rests on anything unverified.
    pub fn unverified(&self) -> Vec<Unverified> {
        self.services
            .iter()
            .map(count)
            .filter(Unverified::is_open)
            .collect()
    }
}

impl Unverified {
    fn is_open(&self) -> bool {
        !self.service_verified || self.rests_on_unverified()
    }
    pub(crate) fn rests_on_unverified(&self) -> bool {
        self.requirements + self.deadlines + self.bases > 0
    }
}

pub(crate) fn count(service: &ServiceDefinition) -> Unverified {
    let requirements = service
        .evidence
        .iter()
        .filter(|requirement| !requirement.verified);
    let deadlines = service.deadlines.iter().filter(|deadline| !deadline.verified);
    let of_fields = |field: &FieldDefinition| field.basis.clone();
    let bases = (service.fields.iter().flat_map(of_fields))
        .chain(
            service
                .evidence
                .iter()
                .flat_map(|requirement| requirement.basis.clone()),
        )
        .chain(
            service
                .deadlines
                .iter()
                .flat_map(|deadline| deadline.basis.clone()),
        );
    Unverified {
        service: service.key.clone(),
        service_verified: service.verified,
        requirements: requirements.count(),
        requirements_total: service.evidence.len(),
        deadlines: deadlines.count(),
        bases: bases.filter(|basis| !basis.verified).count(),
    }
}
