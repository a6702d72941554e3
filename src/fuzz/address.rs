//! Any text after the `#` of a link: it opens a view, and the address of that view opens the same.
#![no_main]
use parallax_app::address::Address;
libfuzzer_sys::fuzz_target!(|hash: &str| {
    let printed = Address::parse(hash).0.print();
    let (again, notices) = Address::parse(&printed);
    assert_eq!((again.print(), notices.len()), (printed, 0));
});
