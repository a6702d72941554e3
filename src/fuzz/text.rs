//! Any text, as an article: the laws of its reading hold.
#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| analysis::laws::hold(text));
