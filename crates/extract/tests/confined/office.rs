//! Office documents: pages through the converter, which reaches nothing and loads nothing.

use crate::support::packed::{office, zip};
use crate::support::{self, codes};
use crate::{Case, LIMITS, all_text, reader, take, take_by};
use aktenlage_domain::document::IssueCode;
use aktenlage_extract::Limits;
use aktenlage_extract::confined::{CONVERT_COMMAND, Confinement, converter};

pub(crate) const CASES: &[Case] = cases![
    office_documents_become_pages,
    a_converter_that_is_missing_is_told,
    a_converter_reaches_nothing,
    a_converter_loads_nothing_from_elsewhere,
];

/// Whether LibreOffice is there; says so where it is not.
fn has_converter() -> bool {
    match converter() {
        Ok(_) => true,
        Err(missing) => {
            support::skip(&missing.to_string());
            false
        }
    }
}

fn office_documents_become_pages() {
    if !has_converter() {
        return;
    }
    for is_word in [true, false] {
        let document = office(is_word, "Antrag auf Wohngeld für Grüße &amp; mehr");
        let taken = take(document);
        assert_eq!(codes(&taken.reading), [IssueCode::PagesFromConversion]);
        assert_eq!(all_text(&taken), "Antrag auf Wohngeld für Grüße & mehr");
        assert!(taken.rendition.is_some_and(|pdf| pdf.starts_with(b"%PDF-")));
        assert!(taken.reading.media_type.starts_with("application/vnd."));
    }
    let broken = zip(&[("[Content_Types].xml", b"<x"), ("word/document.xml", b"<x")]);
    let taken = take(broken);
    assert_eq!(codes(&taken.reading), [IssueCode::DamagedFile]);
}

fn a_converter_that_is_missing_is_told() {
    let limits = Limits::recommended();
    let nowhere = tempfile::tempdir().unwrap();
    let reader = reader(limits).with_converter_in(vec![nowhere.path().to_owned()]);
    for is_word in [true, false] {
        let taken = take_by(&reader, office(is_word, "x"), limits.allowance());
        assert_eq!(codes(&taken.reading), [IssueCode::ConverterMissing]);
        assert_eq!(taken.rendition, None);
    }
}

/// A stand-in for the converter tries the ways out of its cage.
fn a_converter_reaches_nothing() {
    let available = Confinement::available(&Limits::recommended());
    if !(available.files() && available.system_calls) {
        println!("skipped: this kernel has {available:?}");
        return;
    }
    let outside = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    fs_err::write(outside.path().join("secret"), "x").unwrap();
    let script = folder.path().join("probe");
    let outside = outside.path().display();
    let text = format!(
        "#!/bin/bash\nmkdir out\n{{\ncat {outside}/secret && echo read\necho x > {outside}/new && echo wrote\n\
         ls {outside} && echo listed\n: < /dev/tcp/127.0.0.1/{port} && echo connected\n\
         : < /dev/udp/127.0.0.1/{port} && echo sent\nkill -0 {} && echo signalled\n\
         cat /etc/hostname && echo listed\ncat /etc/passwd > /dev/null && echo done\n}} > out/said 2> out/errors\n",
        std::process::id()
    );
    fs_err::write(&script, text).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&script, mode).unwrap();
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .arg(CONVERT_COMMAND)
        .args(LIMITS)
        .args([script.as_path(), folder.path()])
        .args(["document.odt", "writer8"])
        .current_dir(folder.path())
        .status()
        .unwrap();
    let said = fs_err::read_to_string(folder.path().join("out/said")).unwrap_or_default();
    let allowed = if available.signals() {
        "done\n"
    } else {
        "signalled\ndone\n"
    };
    assert!(said == "done\n" || said == allowed, "{said:?} {status}");
}

fn a_converter_loads_nothing_from_elsewhere() {
    if !has_converter() {
        return;
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let picture = format!(
        r#"vorher<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="http://127.0.0.1:{port}/zaehler.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>nachher"#
    );
    let taken = take(office(false, &picture));
    assert!(all_text(&taken).contains("vorher"), "{:?}", codes(&taken.reading));
    let visit = listener.accept().map_err(|error| error.kind());
    assert_eq!(visit.map(drop), Err(std::io::ErrorKind::WouldBlock));
}
