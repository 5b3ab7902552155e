//! Names of files and of members of archives, which may be any bytes.

/// A name as text; bytes that are not text are shown as `\xE9`, so that names stay apart.
pub(super) fn shown(name: &[u8]) -> String {
    let parts = name.utf8_chunks().flat_map(|chunk| {
        let bad: String = chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")).collect();
        [chunk.valid().to_owned(), bad]
    });
    parts.collect()
}
