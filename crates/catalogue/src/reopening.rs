//! On what grounds a decided case may be opened again, by the law of procedure of its service.
use aktenlage_domain::decision::ReopeningGround;
use aktenlage_domain::service::LegalBasis;

use crate::Catalogue;
use crate::law::Laws;
use crate::schema::ReopeningFile;
use crate::service::ServiceDefinition;

/// A ground that a law of procedure knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroundDefinition {
    /// Law of procedure, as citations end.
    pub procedure: String,
    /// The ground.
    pub ground: ReopeningGround,
    /// Norms.
    pub basis: Vec<LegalBasis>,
}

impl Catalogue {
    /// The grounds for opening a case of this service again, in the order of the blueprint. The law of procedure is that
    /// of the legal notice which the laws of the service choose ([`crate::letters::LegalNotice`]); for a case without a
    /// service, that of the last notice, which holds for every service.
    pub fn reopening_grounds(&self, service: Option<&ServiceDefinition>) -> Vec<&GroundDefinition> {
        let notice = match service {
            Some(service) => self.letters.legal_notice_for(service),
            None => self.letters.legal_notices.last(),
        };
        let Some(notice) = notice else {
            return Vec::new();
        };
        let known = self.reopening_grounds.iter();
        known
            .filter(|ground| ground.procedure == notice.procedure)
            .collect()
    }
}

pub(crate) fn grounds(
    file: ReopeningFile,
    laws: &Laws,
    procedures: &[&str],
) -> (Vec<GroundDefinition>, Vec<(&'static str, String)>) {
    let mut problems = Vec::new();
    let mut grounds: Vec<GroundDefinition> = Vec::new();
    for entry in file.grounds {
        let of = format!("{}: {}", entry.procedure, entry.ground);
        let Ok(ground) = entry.ground.parse::<ReopeningGround>() else {
            problems.push(("unknown_word", format!("{of} is no ground")));
            continue;
        };
        if grounds
            .iter()
            .any(|known| known.ground == ground && known.procedure == entry.procedure)
        {
            problems.push(("duplicate_id", format!("{of} stands twice")));
            continue;
        }
        let marked = (entry.basis.iter().map(|text| (text, true)))
            .chain(entry.unverified_basis.iter().map(|text| (text, false)));
        let mut basis = Vec::new();
        for (citation, verified) in marked {
            match laws.citation(citation, verified) {
                Some(norm) => basis.push(norm),
                None => problems.push((
                    "unknown_law",
                    format!("{of}: no law of laws.toml ends `{citation}`"),
                )),
            }
        }
        if basis.is_empty() {
            problems.push(("empty_basis", format!("{of}: a ground needs a norm")));
        }
        grounds.push(GroundDefinition {
            procedure: entry.procedure,
            ground,
            basis,
        });
    }
    for procedure in procedures {
        if !grounds.iter().any(|ground| ground.procedure == *procedure) {
            let detail = format!("no ground by the {procedure}: its decisions could not be opened again");
            problems.push(("no_grounds", detail));
        }
    }
    (grounds, problems)
}
