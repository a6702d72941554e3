//! Any line of JSON, and any `corpus.json`: read or refused with a message that says where, never a panic.
#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| {
    for read in [corpus::read_record(text, "x").map(|_| ()), corpus::Description::parse(Some(text), &["x"]).map(|_| ())]
    {
        if let Err(problem) = read {
            assert!(!problem.to_string().is_empty());
        }
    }
});
