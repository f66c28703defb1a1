//! Users, sessions, sign-in attempts.
use super::statements;

statements! { PEOPLE:
    INSERT_USER = "INSERT INTO users (id, username, display_name, role, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (username) DO NOTHING";
    ACCOUNT_BY_USERNAME = "SELECT id, username, display_name, role, password_hash, disabled
        FROM users WHERE username = $1";
    UPDATE_USER_DISABLED = "UPDATE users SET disabled = $2 WHERE id = $1";
    UPDATE_PASSWORD_HASH = "UPDATE users SET password_hash = $2 WHERE id = $1";
    DELETE_SESSIONS_OF_USER = "DELETE FROM sessions WHERE user_id = $1";
    USER_BY_ID = "SELECT id, username, display_name, role FROM users WHERE id = $1";
    ACCOUNTS = "SELECT id, username, display_name, role, password_hash, disabled
        FROM users ORDER BY display_name, username";
    USERS = "SELECT id, username, display_name, role FROM users ORDER BY display_name, username";
    INSERT_SESSION = "INSERT INTO sessions (token_hash, user_id, created_at, expires_at, last_seen_at)
        VALUES ($1, $2, $3, $4, $3)";
    SESSION_BY_TOKEN_HASH = "SELECT users.id, username, display_name, role, sessions.created_at AS began_at, expires_at, last_seen_at
        FROM sessions JOIN users ON users.id = sessions.user_id
        WHERE token_hash = $1 AND disabled = 0";
    TOUCH_SESSION = "UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE token_hash = $1";
    DELETE_SESSION = "DELETE FROM sessions WHERE token_hash = $1";
    DELETE_EXPIRED_SESSIONS = "DELETE FROM sessions WHERE expires_at <= $1";
    INSERT_FAILED_ATTEMPT = "INSERT INTO sign_in_attempts (id, username_hash, address, succeeded, at)
        VALUES ($1, $2, $3, 0, $4)";
    UPDATE_ATTEMPT_SUCCEEDED = "UPDATE sign_in_attempts SET succeeded = 1 WHERE id = $1";
    FAILURE_BY_USERNAME = "SELECT at FROM sign_in_attempts
        WHERE username_hash = $1 AND succeeded = 0 AND at > $2 AND at >= COALESCE(
            (SELECT MAX(at) FROM sign_in_attempts WHERE username_hash = $1 AND succeeded = 1), '')
        ORDER BY at DESC LIMIT 1 OFFSET $3";
    FAILURE_BY_ADDRESS = "SELECT at FROM sign_in_attempts
        WHERE address = $1 AND succeeded = 0 AND at > $2
        ORDER BY at DESC LIMIT 1 OFFSET $3";
    DELETE_ATTEMPTS_BEFORE = "DELETE FROM sign_in_attempts WHERE at < $1";
}
