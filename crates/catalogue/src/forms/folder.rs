//! The folder of taught forms: what is in force, and adding to it.
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use aktenlage_domain::form_template::FormTemplate;
use aktenlage_domain::ids::FormId;
use time::Date;

use super::file::{from_toml, to_toml};
use crate::Issue;

/// A larger file is no template: ten pages of print take less than one of these.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// One file: a teaching, or the note that a form is forgotten.
#[derive(Clone, Debug, PartialEq)]
pub struct TaughtForm {
    /// What was taught; without pages if the form is forgotten.
    pub template: FormTemplate,
    /// Numbers of earlier teachings of the same print, which are no longer used.
    pub supersedes: Vec<u32>,
    /// Whether the form is no longer to be recognised.
    pub is_forgotten: bool,
}

/// Why the folder could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum FormFolderError {
    /// Caller: the id has other characters than small letters, digits and hyphens, or too many.
    #[error("form_id_invalid: an id consists of 1 to 64 small letters, digits and hyphens")]
    InvalidId,
    /// Caller: there is no such form.
    #[error("form_unknown: no form with this id is taught")]
    Unknown,
    /// Operator: the folder cannot be read or written.
    #[error(transparent)]
    Folder(#[from] std::io::Error),
    /// Operator: the template cannot be written down.
    #[error(transparent)]
    File(#[from] super::FormFileError),
}

/// What a folder looked like: names, sizes and times of its files. Two that are equal hold the same forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderState(Vec<(PathBuf, Option<u64>, Option<SystemTime>)>);

/// A folder with one file for each teaching.
#[derive(Clone, Debug)]
pub struct FormFolder {
    directory: PathBuf,
}

impl FormFolder {
    /// Names a folder. It need not be there: then no form is taught.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
        }
    }

    /// All teachings in force, by id and number. `shipped` are those of the blueprint: the folder takes the place of
    /// all that have an id of its own. A file that cannot be used is an [`Issue`] and left out.
    pub fn load(&self, shipped: &[FormTemplate]) -> (Vec<FormTemplate>, Vec<Issue>) {
        let (taught, issues) = self.all();
        let is_own = |form: &FormTemplate| taught.iter().any(|own| own.template.id == form.id);
        let mut forms: Vec<FormTemplate> = shipped.iter().filter(|form| !is_own(form)).cloned().collect();
        forms.extend(in_force(taught));
        forms.sort_by(|one, two| (&one.id, one.number).cmp(&(&two.id, two.number)));
        (forms, issues)
    }

    /// What the folder looks like, without opening a file: cheap enough for a look before every use.
    pub fn state(&self) -> FolderState {
        let look = |path: PathBuf| {
            let metadata = fs_err::metadata(&path).ok();
            let changed = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
            (path, metadata.map(|metadata| metadata.len()), changed)
        };
        let paths = self.paths(&mut Vec::new());
        FolderState(paths.into_iter().map(look).collect())
    }

    /// All files, by id and number: also what was superseded or forgotten.
    pub fn all(&self) -> (Vec<TaughtForm>, Vec<Issue>) {
        let mut taught = Vec::new();
        let mut issues = Vec::new();
        for path in self.paths(&mut issues) {
            let name = file_name(&path);
            match read(&path) {
                Ok(form) if file_of(&form.template.id, form.template.number) == name => taught.push(form),
                Ok(_) => issues.push(issue(
                    "form_template_misnamed",
                    &name,
                    "its name does not say the id and number that it holds".to_owned(),
                )),
                Err((code, detail)) => issues.push(issue(code, &name, detail)),
            }
        }
        taught.sort_by(|one, two| {
            let key = |form: &TaughtForm| (form.template.id.clone(), form.template.number);
            key(one).cmp(&key(two))
        });
        (taught, issues)
    }

    /// The number of the next teaching under an id. Numbers of files that cannot be read are taken as well.
    pub fn next_number(&self, id: &FormId) -> u32 {
        let numbers = self.paths(&mut Vec::new()).into_iter().filter_map(|path| {
            let name = file_name(&path);
            let number = name.strip_suffix(".toml")?.strip_prefix(id.as_str())?;
            number.strip_prefix('.')?.parse::<u32>().ok()
        });
        numbers.max().unwrap_or(0) + 1
    }

    /// Keeps a teaching as a file of its own; returns the template with its digest. Never overwrites a file.
    pub fn add(&self, taught: TaughtForm) -> Result<FormTemplate, FormFolderError> {
        if !is_id(taught.template.id.as_str()) {
            return Err(FormFolderError::InvalidId);
        }
        let (text, digest) = to_toml(&taught)?;
        fs_err::create_dir_all(&self.directory)?;
        let path = self
            .directory
            .join(file_of(&taught.template.id, taught.template.number));
        // Written aside first: half a file must never be found under the name.
        let draft = path.with_extension("toml.draft");
        let mut file = fs_err::File::create(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // A hard link fails if the name is taken, a rename would replace what stands there.
        let linked = fs_err::hard_link(&draft, &path);
        fs_err::remove_file(&draft)?;
        linked?;
        Ok(FormTemplate {
            digest,
            ..taught.template
        })
    }

    /// Notes that a form is no longer to be recognised, also one of the blueprint. Its files stay.
    pub fn forget(&self, id: &FormId, shipped: &[FormTemplate], today: Date) -> Result<(), FormFolderError> {
        let (taught, _) = self.load(shipped);
        let last = taught
            .into_iter()
            .rfind(|template| &template.id == id)
            .ok_or(FormFolderError::Unknown)?;
        let note = TaughtForm {
            template: FormTemplate {
                number: self.next_number(id).max(last.number + 1),
                taught_on: today,
                pages: Vec::new(),
                fields: Vec::new(),
                ..last
            },
            supersedes: Vec::new(),
            is_forgotten: true,
        };
        self.add(note).map(|_| ())
    }

    fn paths(&self, issues: &mut Vec<Issue>) -> Vec<PathBuf> {
        if !self.directory.exists() {
            return Vec::new();
        }
        let entries = match fs_err::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) => {
                issues.push(issue("form_templates_unreadable", "", error.to_string()));
                return Vec::new();
            }
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .collect();
        paths.sort();
        paths
    }
}

/// Which of several teachings are used: all after the last note of forgetting that no later one takes the place of.
pub(crate) fn in_force(taught: Vec<TaughtForm>) -> Vec<FormTemplate> {
    let forgotten = |form: &TaughtForm| {
        taught.iter().any(|note| {
            note.is_forgotten
                && note.template.id == form.template.id
                && note.template.number >= form.template.number
        })
    };
    let superseded: BTreeSet<(FormId, u32)> = taught
        .iter()
        .flat_map(|form| {
            let id = &form.template.id;
            form.supersedes.iter().map(move |number| (id.clone(), *number))
        })
        .collect();
    let used: Vec<bool> = taught
        .iter()
        .map(|form| {
            let key = (form.template.id.clone(), form.template.number);
            !forgotten(form) && !superseded.contains(&key)
        })
        .collect();
    taught
        .into_iter()
        .zip(used)
        .filter_map(|(form, is_used)| is_used.then_some(form.template))
        .collect()
}

fn is_id(id: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=64).contains(&id.len()) && id.bytes().all(is_allowed)
}

fn file_of(id: &FormId, number: u32) -> String {
    format!("{id}.{number}.toml")
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn read(path: &Path) -> Result<TaughtForm, (&'static str, String)> {
    let unreadable = |error: std::io::Error| ("form_template_unreadable", error.to_string());
    let size = fs_err::metadata(path).map_err(unreadable)?.len();
    if size > MAX_BYTES {
        return Err((
            "form_template_too_large",
            format!("{size} bytes are more than a template has"),
        ));
    }
    let bytes = fs_err::read(path).map_err(unreadable)?;
    // Bytes that are no text are damage like any other.
    let text = String::from_utf8_lossy(&bytes);
    from_toml(&text).map_err(|error| (error.code(), error.to_string()))
}

fn issue(code: &'static str, file: &str, detail: String) -> Issue {
    Issue {
        code,
        file: format!("forms/{file}"),
        detail,
    }
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::form_template::TemplatePage;
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn form(id: &str, number: u32, supersedes: &[u32]) -> TaughtForm {
        TaughtForm {
            template: FormTemplate {
                id: FormId::from(id),
                name: format!("{id} {number}"),
                number,
                digest: String::new(),
                source_sha256: String::new(),
                taught_on: TODAY,
                kind: None,
                pages: vec![TemplatePage {
                    number: 1,
                    width_points: 595.0,
                    height_points: 842.0,
                    words: Vec::new(),
                }],
                fields: Vec::new(),
            },
            supersedes: supersedes.to_vec(),
            is_forgotten: false,
        }
    }

    fn names(folder: &FormFolder) -> Vec<String> {
        let (forms, issues) = folder.load(&[]);
        assert_eq!(issues, []);
        forms.into_iter().map(|form| form.name).collect()
    }

    #[test]
    fn later_teachings_take_the_place_of_the_same_print_and_editions_stand_beside() {
        let directory = tempfile::tempdir().unwrap();
        let folder = FormFolder::new(directory.path().join("forms"));
        assert_eq!(names(&folder), Vec::<String>::new());
        let id = FormId::from("hund");
        assert_eq!(folder.next_number(&id), 1);
        folder.add(form("hund", 1, &[])).unwrap();
        folder.add(form("hund", 2, &[])).unwrap();
        folder.add(form("hund-2", 1, &[])).unwrap();
        assert_eq!(names(&folder), ["hund 1", "hund 2", "hund-2 1"]);
        assert_eq!(folder.next_number(&id), 3);
        folder.add(form("hund", 3, &[1])).unwrap();
        assert_eq!(names(&folder), ["hund 2", "hund 3", "hund-2 1"]);
    }

    #[test]
    fn nothing_is_overwritten_and_what_is_forgotten_stays_on_disk() {
        let directory = tempfile::tempdir().unwrap();
        let folder = FormFolder::new(directory.path());
        let id = FormId::from("hund");
        assert!(matches!(
            folder.forget(&id, &[], TODAY),
            Err(FormFolderError::Unknown)
        ));
        folder.add(form("hund", 1, &[])).unwrap();
        assert!(folder.add(form("hund", 1, &[])).is_err());
        folder.forget(&id, &[], TODAY).unwrap();
        assert_eq!(names(&folder), Vec::<String>::new());
        assert_eq!(folder.all().0.len(), 2);
        folder.add(form("hund", 3, &[])).unwrap();
        assert_eq!(names(&folder), ["hund 3"]);
    }

    #[test]
    fn what_is_taught_forgotten_or_damaged_shows_from_outside() {
        let directory = tempfile::tempdir().unwrap();
        let folder = FormFolder::new(directory.path().join("forms"));
        let empty = folder.state();
        assert_eq!(empty, folder.state());
        folder.add(form("hund", 1, &[])).unwrap();
        let taught = folder.state();
        assert_ne!(taught, empty);
        assert_eq!(taught, folder.state(), "a look changes nothing");
        folder.forget(&FormId::from("hund"), &[], TODAY).unwrap();
        let forgotten = folder.state();
        assert_ne!(forgotten, taught);
        let path = directory.path().join("forms/hund.1.toml");
        let text = fs_err::read_to_string(&path).unwrap();
        fs_err::write(&path, &text[..text.len() - 1]).unwrap();
        assert_ne!(folder.state(), forgotten);
        // Half a file that is being written is none yet.
        let before = folder.state();
        fs_err::write(directory.path().join("forms/katze.1.toml.draft"), "id").unwrap();
        assert_eq!(folder.state(), before);
    }

    #[test]
    fn the_folder_stands_over_the_blueprint() {
        let directory = tempfile::tempdir().unwrap();
        let folder = FormFolder::new(directory.path());
        let shipped = [form("hund", 1, &[]).template, form("katze", 1, &[]).template];
        let names = || -> Vec<String> {
            folder
                .load(&shipped)
                .0
                .into_iter()
                .map(|form| form.name)
                .collect()
        };
        assert_eq!(names(), ["hund 1", "katze 1"]);
        folder.forget(&FormId::from("hund"), &shipped, TODAY).unwrap();
        folder.add(form("katze", 7, &[])).unwrap();
        assert_eq!(names(), ["katze 7"]);
    }

    #[test]
    fn damaged_files_are_named_and_do_not_stop_the_others() {
        let directory = tempfile::tempdir().unwrap();
        let folder = FormFolder::new(directory.path());
        folder.add(form("hund", 1, &[])).unwrap();
        folder.add(form("katze", 1, &[])).unwrap();
        let path = directory.path().join("hund.1.toml");
        let text = fs_err::read_to_string(&path).unwrap();
        fs_err::write(&path, text.replace("595", "596")).unwrap();
        fs_err::copy(
            directory.path().join("katze.1.toml"),
            directory.path().join("maus.1.toml"),
        )
        .unwrap();
        let (forms, issues) = folder.load(&[]);
        assert_eq!(forms.len(), 1);
        let codes: Vec<(&str, &str)> = issues
            .iter()
            .map(|issue| (issue.code, issue.file.as_str()))
            .collect();
        assert_eq!(
            codes,
            [
                ("form_template_damaged", "forms/hund.1.toml"),
                ("form_template_misnamed", "forms/maus.1.toml")
            ]
        );
        assert_eq!(folder.next_number(&FormId::from("hund")), 2);
    }

    #[test]
    fn ids_name_no_other_folder() {
        let directory = tempfile::tempdir().unwrap();
        let folder = FormFolder::new(directory.path());
        for id in ["", "../hund", "Hund", "a.b", "ä"] {
            let added = folder.add(form(id, 1, &[]));
            assert!(matches!(added, Err(FormFolderError::InvalidId)), "{id}");
        }
    }
}
