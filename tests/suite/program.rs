//! Runs the real binary, as a user would.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a run of the program left behind.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: i32,
    /// What went to stdout.
    pub(crate) out: String,
    /// What went to stderr.
    pub(crate) err: String,
}

/// The binary, with an environment that does not depend on who runs the tests.
pub(crate) fn sitrep(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
    command.args(arguments).env("COLUMNS", "80").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::null());
    command
}

/// Runs `sitrep` in `folder`.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    finish(sitrep(arguments).current_dir(folder))
}

/// Runs `sitrep` with `input` on stdin.
pub(crate) fn run_with(input: &[u8], arguments: &[&str]) -> Run {
    let mut child = sitrep(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the test binary starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    std::thread::scope(|threads| {
        threads.spawn(move || stdin.write_all(input).expect("the program reads its input"));
        read(&child.wait_with_output().expect("the program ends"))
    })
}

/// Runs a prepared command to its end.
pub(crate) fn finish(command: &mut Command) -> Run {
    read(&command.output().expect("the test binary starts"))
}

fn read(output: &std::process::Output) -> Run {
    Run {
        code: output.status.code().expect("no signal ended the program"),
        out: String::from_utf8(output.stdout.clone()).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr.clone()).expect("stderr is UTF-8"),
    }
}
