//! Questions on made-up stories: quake, election, court, football, talks.
