//! Takes the digest of `index-schema/`: an index that was built with other data is refused.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=index-schema");
    let mut files = Vec::new();
    list(Path::new("index-schema"), &mut files)?;
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        let bytes = fs::read(&file)?;
        digest.update(file.to_string_lossy().as_bytes());
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(&bytes);
    }
    let hex: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=SITREP_SCHEMA_SHA256={hex}");
    Ok(())
}

/// Data files: what explains them is no part of what an index means.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "tsv" || kind == "toml" || kind == "txt") {
            files.push(path);
        }
    }
    Ok(())
}
