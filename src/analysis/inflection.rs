//! The regular forms of an English verb, so that lists of verbs need not carry them.
//!
//! The rules of spelling only (“deny, denies, denied, denying”): doubled consonants and irregular verbs stand
//! in the lists with all their forms. `build.rs` leaves out what this gives; the program asks for it again.

/// Base, third person, past and “-ing”, divided by spaces.
pub(crate) fn regular_forms(base: &str) -> String {
    let hushed = ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end));
    let soft = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    let silent = base.strip_suffix('e');
    let [third, past] = match soft {
        Some(stem) => [stem.to_owned() + "ies", stem.to_owned() + "ied"],
        None => [
            base.to_owned() + if hushed { "es" } else { "s" },
            base.to_owned() + if silent.is_some() { "d" } else { "ed" },
        ],
    };
    let stem = silent.filter(|stem| !stem.ends_with('e')).unwrap_or(base);
    [base, &third, &past, &(stem.to_owned() + "ing")].join(" ")
}
