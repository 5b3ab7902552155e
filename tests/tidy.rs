//! House rules as tests: layers, file sizes, module docs, no forgotten test file.
