//! Trained heads that come with the program: at work for a task as long as the office has not decided about it.
use aktenlage_assist::Assistant;
use aktenlage_inference::head::{Head, HeadCard, HeadError, HeadFolder, HeadTask};
use include_dir::{Dir, include_dir};

/// `<task>/<version>/`, as `aktenlage models train` writes them.
static HEADS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../models/heads");

/// The head that comes with the program for a task. There is one at most.
///
/// # Errors
/// If its files are not those that were trained, which the tests of the program rule out.
pub(crate) fn shipped(task: HeadTask) -> Result<Option<Head>, HeadError> {
    let versions = HEADS.get_dir(task.as_str());
    let Some(folder) = versions.and_then(|versions| versions.dirs().next()) else {
        return Ok(None);
    };
    let read = |name: &str| {
        let path = folder.path().join(name);
        let file = HEADS.get_file(&path);
        file.map(|file| file.contents().to_vec())
            .ok_or(HeadError::Missing { path })
    };
    Head::of_files(read).map(Some)
}

/// The same, unless the office has decided for the task.
///
/// # Errors
/// As [`shipped`], and if the folder of the office cannot be read.
pub(crate) fn waiting(folder: &HeadFolder, task: HeadTask) -> Result<Option<Head>, HeadError> {
    if folder.has_decided(task)? {
        return Ok(None);
    }
    shipped(task)
}

/// The same, if it is at work where another head of its task is: both fit the same encoder, and the same classes or signs.
///
/// # Errors
/// As [`waiting`].
pub(crate) fn beside(folder: &HeadFolder, head: &Head) -> Result<Option<Head>, HeadError> {
    let asked = head.card();
    let fits = |card: &HeadCard| {
        let is_same_encoder =
            (&card.encoder, &card.prompt, card.dimension) == (&asked.encoder, &asked.prompt, asked.dimension);
        (&card.scores, card.words) == (&asked.scores, asked.words) && is_same_encoder
    };
    Ok(waiting(folder, asked.task)?.filter(|shipped| fits(shipped.card())))
}

/// Puts them to work where the office has neither activated a head nor asked for none. One that was trained with another
/// encoder or another list of classes stays aside: rules decide then, as they do without any head.
pub(crate) fn add(folder: &HeadFolder, assistant: &mut Assistant) -> Vec<HeadError> {
    let mut errors = Vec::new();
    for task in HeadTask::ALL {
        let added = match waiting(folder, task) {
            Ok(Some(head)) => assistant.add_head(head),
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        match added {
            Err(HeadError::Mismatch { reason }) => tracing::debug!("not at work: {reason}"),
            Err(error) => errors.push(error),
            Ok(()) => {}
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn each_task_has_a_whole_one_that_fits_this_program() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let assistant = Assistant::new(Arc::new(catalogue), None, None);
        for task in HeadTask::ALL {
            let head = shipped(task)
                .unwrap()
                .unwrap_or_else(|| panic!("none for {task:?}"));
            assert_eq!(head.card().scores, assistant.classes(task), "{task:?}");
            assert_eq!(head.card().words, assistant.word_places(task), "{task:?}");
        }
    }
}
