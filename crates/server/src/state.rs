//! What every handler can reach.
use std::path::PathBuf;
use std::sync::Arc;

use aktenlage_workflow::Workbench;
use tokio::sync::Semaphore;

use crate::auth::password::{PasswordChecker, PasswordError};
use crate::config::ServerConfig;
use crate::static_files::WebFiles;
use crate::status::PARALLEL_LOOKS;

/// How many passwords are checked at the same time: 19 MiB and one processor each.
const PARALLEL_PASSWORD_CHECKS: usize = 2;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub(crate) struct ServerState {
    pub(crate) workbench: Workbench,
    pub(crate) config: Arc<ServerConfig>,
    pub(crate) passwords: PasswordChecker,
    pub(crate) uploads: Arc<Semaphore>,
    /// Turns for those who look at the status of their case.
    pub(crate) status_looks: Arc<Semaphore>,
    pub(crate) web: WebFiles,
}

impl ServerState {
    pub(crate) fn new(workbench: Workbench, config: ServerConfig) -> Result<Self, PasswordError> {
        Ok(Self {
            workbench,
            passwords: PasswordChecker::new(config.randomness.as_ref(), PARALLEL_PASSWORD_CHECKS)?,
            uploads: Arc::new(Semaphore::new(config.concurrent_uploads.max(1))),
            status_looks: Arc::new(Semaphore::new(PARALLEL_LOOKS)),
            web: WebFiles::new(config.web_directory.clone().map(PathBuf::into_boxed_path)),
            config: Arc::new(config),
        })
    }
}
