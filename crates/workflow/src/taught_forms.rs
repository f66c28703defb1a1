//! The forms that are taught now: people teach and forget while the workbench runs, and the next document counts.
use std::sync::{Arc, Mutex, PoisonError};

use aktenlage_assist::FormLibrary;
use aktenlage_catalogue::forms::{FolderState, FormFolder};
use aktenlage_domain::form_template::FormTemplate;

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// The folder of taught forms with what was made of it at the last look.
pub(crate) struct TaughtForms {
    folder: FormFolder,
    last: Mutex<Option<(FolderState, Arc<FormLibrary>)>>,
}

impl TaughtForms {
    /// Looks at once, so that files that cannot be used are told at the start. `shipped` are the forms of the blueprint.
    pub(crate) fn new(folder: FormFolder, shipped: &[FormTemplate]) -> Self {
        let forms = Self {
            folder,
            last: Mutex::default(),
        };
        forms.now(shipped);
        forms
    }

    /// The forms in force. Files are read and made comparable again only if one came, went or changed; those that cannot
    /// be used are left out, with a line in the log for each.
    fn now(&self, shipped: &[FormTemplate]) -> Arc<FormLibrary> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        // Before the files are read: what comes in between is seen at the next look.
        let state = self.folder.state();
        if let Some((known, forms)) = last.as_ref()
            && *known == state
        {
            return Arc::clone(forms);
        }
        let (forms, issues) = self.folder.load(shipped);
        for issue in issues {
            tracing::warn!(
                code = issue.code,
                file = issue.file,
                "a taught form is not used: {}",
                issue.detail
            );
        }
        let forms = Arc::new(FormLibrary::new(forms));
        *last = Some((state, Arc::clone(&forms)));
        forms
    }
}

impl Workbench {
    /// The forms that are taught now. Whoever works on a case asks once, so that all of it is read by the same.
    pub(crate) async fn forms_now(&self) -> Result<Arc<FormLibrary>, WorkflowError> {
        let workbench = self.clone();
        let look = move || workbench.taught_forms().now(&workbench.catalogue().forms);
        // Many pages of forms take a moment to read.
        let looking = tokio::task::spawn_blocking(look);
        looking
            .await
            .map_err(|_| WorkflowError::Internal("the look at the taught forms panicked".to_owned()))
    }
}
