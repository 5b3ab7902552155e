//! What browsers put beside a page that they save: a folder of its pictures, styles and scripts.

use std::path::Path;

use walkdir::WalkDir;

/// Why such a folder is left out.
pub(super) const RULE: &str = "parts of a saved web page";

/// What browsers add to the name of a page for the folder of its parts.
const ENDS: [&str; 7] = ["_files", "_fichiers", "_archivos", "_arquivos", "_ficheiros", "-dateien", ".files"];
/// Extensions of the page itself.
const PAGES: [&str; 4] = ["html", "htm", "xhtml", "shtml"];

/// The name of the page whose parts a folder of this name may hold, without its extension.
fn page_of(folder: &str) -> Option<&str> {
    ENDS.iter().find_map(|end| {
        let (page, rest) = folder.split_at_checked(folder.len().checked_sub(end.len())?)?;
        (!page.is_empty() && rest.eq_ignore_ascii_case(end)).then_some(page)
    })
}

/// The names that the page of a folder of parts may have; none for any other folder.
fn pages_of(folder: &str) -> impl Iterator<Item = String> {
    let page = page_of(folder).map(ToOwned::to_owned);
    page.into_iter().flat_map(|page| {
        let upper = PAGES.map(str::to_uppercase);
        let extensions = PAGES.into_iter().map(ToOwned::to_owned).chain(upper);
        extensions.map(move |extension| format!("{page}.{extension}"))
    })
}

/// Whether `folder` lies beside the page whose parts it is named for.
pub(super) fn is_of_page(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    pages_of(name).any(|page| folder.with_file_name(page).is_file())
}

/// The folder of `member`, a path in an archive, that holds the parts of a page there.
pub(super) fn folder_within(member: &str, is_there: impl Fn(&str) -> bool) -> Option<&str> {
    let ends = member.match_indices('/').map(|(at, _)| at);
    ends.filter_map(|end| member.get(..end)).find(|folder| {
        let (around, name) = folder.rsplit_once('/').map_or(("", *folder), |(around, name)| (around, name));
        let slash = if around.is_empty() { "" } else { "/" };
        pages_of(name).any(|page| is_there(&format!("{around}{slash}{page}")))
    })
}

/// Whether a file of this name is a web page.
pub(super) fn is_page(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    PAGES.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// How many files lie in `folder`, however deep.
pub(super) fn files_in(folder: &Path) -> usize {
    // What cannot be listed is a part like the others.
    let is_file = |entry: &walkdir::Result<walkdir::DirEntry>| {
        entry.as_ref().map_or(true, |entry| !entry.file_type().is_dir())
    };
    WalkDir::new(folder).into_iter().filter(is_file).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_parts_is_one_beside_its_page_only() {
        let there = |name: &str| matches!(name, "kati.html" | "sub/Page.HTM");
        assert_eq!(folder_within("kati_files/a/b.css", there), Some("kati_files"));
        assert_eq!(folder_within("sub/Page_fichiers/b.css", there), Some("sub/Page_fichiers"));
        assert_eq!(folder_within("case_files/statement.txt", there), None);
        assert_eq!(folder_within("_files/kati.html", there), None);
        assert_eq!(folder_within("kati.html", there), None);
    }
}
