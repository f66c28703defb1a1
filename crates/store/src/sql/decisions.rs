//! Decisions, those that wait for a second person, and cases that are opened again.
use super::statements;

macro_rules! decision_columns {
    () => {
        "id, case_id, outcome, reasons, open_points, basis, by_user, at, reopening_id, proposal_id, released_by"
    };
}
macro_rules! proposal_columns {
    () => {
        "id, case_id, case_version, outcome, reasons, open_points, basis, by_user, at"
    };
}

statements! { DECISIONS:
    INSERT_DECISION = concat!("INSERT INTO decisions (", decision_columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING");
    /// The one in force: a reopened one is not.
    DECISION_OF_CASE = concat!("SELECT ", decision_columns!(), " FROM decisions WHERE case_id = $1
        AND NOT EXISTS (SELECT 1 FROM reopenings WHERE reopenings.decision_id = decisions.id)");
    /// Ids grow with time.
    DECISIONS_OF_CASE = concat!("SELECT ", decision_columns!(), " FROM decisions WHERE case_id = $1 ORDER BY at, id");
    INSERT_PROPOSAL = concat!("INSERT INTO decision_proposals (", proposal_columns!(), ", position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
            (SELECT COUNT(*) + 1 FROM decision_proposals WHERE case_id = $2))");
    PROPOSALS_OF_CASE = concat!("SELECT ", proposal_columns!(), " FROM decision_proposals
        WHERE case_id = $1 ORDER BY position");
    /// Those that wait, of open cases, oldest first. A case has one at most.
    PROPOSALS_WAITING = concat!("SELECT ", proposal_columns!(), " FROM decision_proposals
        WHERE NOT EXISTS (SELECT 1 FROM releases WHERE releases.proposal_id = decision_proposals.id)
        ORDER BY at, id LIMIT $1");
    COUNT_PROPOSALS_WAITING = "SELECT COUNT(*) FROM decision_proposals
        WHERE NOT EXISTS (SELECT 1 FROM releases WHERE releases.proposal_id = decision_proposals.id)";
    INSERT_RELEASE = "INSERT INTO releases (id, proposal_id, verdict, reason, by_user, at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (proposal_id) DO NOTHING";
    RELEASES_OF_CASE = "SELECT releases.id, proposal_id, verdict, reason, releases.by_user, releases.at
        FROM releases JOIN decision_proposals ON decision_proposals.id = proposal_id
        WHERE case_id = $1 ORDER BY position";
    INSERT_REOPENING = "INSERT INTO reopenings (id, case_id, decision_id, ground, reasons, by_user, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (decision_id) DO NOTHING";
    REOPENINGS_OF_CASE = "SELECT id, case_id, decision_id, ground, reasons, by_user, at
        FROM reopenings WHERE case_id = $1 ORDER BY at, id";
}
