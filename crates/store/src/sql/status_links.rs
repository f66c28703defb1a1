//! Links with which applicants see where a case stands, and the end of those that were revoked.
use super::statements;

macro_rules! links {
    () => {
        "SELECT links.id AS id, links.case_id AS case_id, links.token_sha256 AS token_sha256,
            links.expires_at AS expires_at, links.by_user AS by_user, links.at AS at,
            revocations.by_user AS revoked_by, revocations.at AS revoked_at
        FROM status_links AS links LEFT JOIN status_link_revocations AS revocations ON revocations.link_id = links.id"
    };
}

statements! { STATUS_LINKS:
    INSERT_STATUS_LINK = "INSERT INTO status_links (id, case_id, token_sha256, expires_at, by_user, at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    INSERT_STATUS_LINK_REVOCATION = "INSERT INTO status_link_revocations (link_id, by_user, at) VALUES ($1, $2, $3)
        ON CONFLICT (link_id) DO NOTHING";
    STATUS_LINK_BY_ID = concat!(links!(), " WHERE links.id = $1");
    STATUS_LINKS_OF_CASE = concat!(links!(), " WHERE links.case_id = $1 ORDER BY links.at, links.id");
    /// One statement and no row, whether a token is unknown, over or revoked: the time it takes tells nothing.
    CASE_BY_STATUS_TOKEN = "SELECT case_id FROM status_links WHERE token_sha256 = $1 AND expires_at > $2
        AND NOT EXISTS (SELECT 1 FROM status_link_revocations WHERE link_id = status_links.id)";
}
