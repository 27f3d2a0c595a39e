//! Where settings come from, and what is said of wrong ones.

use std::collections::HashMap;
use std::num::NonZeroU32;

use secrecy::ExposeSecret;

use super::load::environment;
use super::*;

fn load(file: Option<&str>, variables: &[(&str, &str)]) -> Result<Settings, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("named.toml");
    if let Some(text) = file {
        std::fs::write(&path, text).unwrap();
    }
    let variables: HashMap<String, String> =
        variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let environment = environment().source(Some(variables));
    Settings::from_sources(file.map(|_| path.as_path()), environment)
        .map_err(|error| error.to_string())
}

#[test]
fn later_sources_win() {
    let file = Some("[answer]\npassages = 2");
    let variable = ("VERBATIM__ANSWER__PASSAGES", "4");
    for (file, variables, passages) in [(None, &[][..], 3), (file, &[], 2), (file, &[variable], 4)]
    {
        assert_eq!(load(file, variables).unwrap().answer.passages, passages);
    }
}

#[test]
fn shards_and_addresses_are_read_from_files_and_variables() {
    let file = Some("[discord]\nshards = 8\nshard_range = \"4-7\"");
    let settings = load(file, &[("VERBATIM__HEALTH__LISTEN", "127.0.0.1:9095")]).unwrap();
    assert_eq!(settings.discord.shards, NonZeroU32::new(8));
    assert_eq!(settings.discord.shard_range, Some((4, 7)));
    assert_eq!(settings.health.listen.unwrap().port(), 9095);
    let settings = load(None, &[("VERBATIM__DISCORD__SHARDS", "2")]).unwrap();
    assert_eq!(settings.discord.shards, NonZeroU32::new(2));
    assert_eq!(settings.discord.shard_range, None);
}

#[test]
fn an_older_file_without_a_folder_for_the_index_is_read() {
    assert!(load(Some("[index]\npath = \"\""), &[]).is_ok());
}

#[test]
fn what_is_wrong_is_named() {
    for (file, variables, words) in [
        (Some("[answer]\npasages = 2"), &[][..], "unknown field `pasages`"),
        (None, &[("VERBATIM__LOG__LEVLE", "debug")], "unknown field `levle`"),
        (Some("[index]\npath = \"/var/index\""), &[], "index.path is no longer used"),
        (None, &[("VERBATIM__INDEX__PATH", "/var/index")], "set it to vectors in that folder"),
        (None, &[("VERBATIM__LOG__LEVEL", "loud")], "log.level must be \"error\", \"warn\""),
        (None, &[("VERBATIM__LOG__FORMAT", "xml")], "log.format must be \"text\" or \"json\""),
        (Some("[search]\nencoder = \"big\""), &[], "search.encoder must be \"minilm\" or"),
        (None, &[("VERBATIM__ANSWER__PASSAGES", "9")], "answer.passages must be from 1 to 5"),
        (
            None,
            &[("VERBATIM__DISCORD__API_BASE", "discord.com")],
            "discord.api_base must be an address",
        ),
        (None, &[("VERBATIM__LIMITS__BURST", "0")], "limits.burst"),
        (
            None,
            &[("VERBATIM__WEB__FRAME_ANCESTORS", "https://a.example\nhttps://b.example")],
            "web.frame_ancestors must be sites with spaces between",
        ),
        (
            None,
            &[("VERBATIM__DISCORD__ACKNOWLEDGE_AFTER_MS", "2500")],
            "discord.acknowledge_after_ms must be",
        ),
        (Some("[discord]\ngateway = \"discord.gg\""), &[], "discord.gateway must be an address"),
        (Some("[discord]\ngateway = \"wss://\""), &[], "discord.gateway must be an address"),
        (Some("[discord]\ngateway = \"wss://a b\""), &[], "discord.gateway must be an address"),
        (Some("[discord]\ngateway = \"wss://gate:x\""), &[], "discord.gateway must be an address"),
        (Some("[discord]\napi_base = \"https://\""), &[], "discord.api_base must be an address"),
        (Some("[discord]\ndeaf_after_seconds = 30"), &[], "must be from 90 to 86400"),
        (
            None,
            &[("VERBATIM__DISCORD__DEAF_AFTER_SECONDS", "18446744073709551615")],
            "must be from 90 to 86400",
        ),
        (Some("[discord]\nshards = 4294967295"), &[], "from 1 to 65536"),
        (Some("[discord]\nshards = 0"), &[], "discord.shards must be"),
        (Some("[discord]\nshards = \"many\""), &[], "discord.shards must be"),
        (Some("[discord]\nshards = 4\nshard_range = \"3-1\""), &[], "discord.shard_range must"),
        (Some("[discord]\nshard_range = \"0-1\""), &[], "needs discord.shards to be a number"),
        (Some("[discord]\nshards = 4\nshard_range = \"2-9\""), &[], "larger than the last shard"),
        (Some("[health]\nlisten = \"9095\""), &[], "health.listen must be an address"),
        (Some("[discord]\ntoken = \"hidden\""), &[], "discord.token may not stand in a file"),
        (
            Some("[store]\nurl = \"postgres://me:hidden@host/db\""),
            &[],
            "store.url with a password may not stand in a file of settings. Set \
             VERBATIM__STORE__URL",
        ),
        (
            Some("[store]\nurl = \"postgres://host/db?password=hidden\""),
            &[],
            "store.url with a password may not stand",
        ),
        (Some("[store]\nurl_file = \"hidden\""), &[], "store.url_file may not stand"),
        (
            Some("[web]\nstore = \"postgres://me:hidden@host/db\""),
            &[],
            "web.store with a password may not stand in a file of settings. Set \
             VERBATIM__WEB__STORE",
        ),
        (
            Some("[discord]\napi_base = \"https://me:hidden@host\""),
            &[],
            "discord.api_base with a password may not stand",
        ),
        (
            None,
            &[("VERBATIM__STORE", "postgres://me:hidden@host/db")],
            "invalid type: string …, expected",
        ),
        (Some("[discord]\ntoken = hidden"), &[], "wrong: TOML parse error at line 2, column 9: "),
        (Some("[discord]\ntoken = \"hidden\ngateway = 1"), &[], "error at line 2"),
        (Some("[discord]\ntoken = 99999999999999999999"), &[], "wrong: a value cannot be read"),
    ] {
        let error = load(file, variables).unwrap_err();
        assert!(
            error.contains(words) && !error.contains("hidden"),
            "{file:?} {variables:?} gave {error}"
        );
    }
}

#[test]
fn a_file_that_cannot_be_read_is_not_taken_for_a_missing_one() {
    let dir = tempfile::tempdir().unwrap();
    let load = |path: &std::path::Path| {
        Settings::from_sources(Some(path), environment()).unwrap_err().to_string()
    };
    assert!(load(dir.path()).contains("Is a directory"));
    assert!(load(&dir.path().join("nowhere.toml")).contains("nowhere.toml: No such file"));
}

#[test]
fn the_token_comes_from_the_environment_or_its_file_and_is_never_shown() {
    let settings = load(None, &[("VERBATIM__DISCORD__TOKEN", "123.abc")]).unwrap();
    assert_eq!(settings.discord.token().unwrap().expose_secret(), "123.abc");
    assert!(!format!("{settings:?}").contains("abc"));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("token");
    std::fs::write(&path, "456.def\n").unwrap();
    let settings =
        load(None, &[("VERBATIM__DISCORD__TOKEN_FILE", path.to_str().unwrap())]).unwrap();
    assert_eq!(settings.discord.token().unwrap().expose_secret(), "456.def");
    std::fs::write(&path, " \n").unwrap();
    assert!(matches!(settings.discord.token(), Err(SettingsError::NoToken)));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(settings.discord.token(), Err(SettingsError::SecretFile { .. })));
}

#[test]
fn the_stores_address_is_a_secret_where_it_holds_one() {
    let address =
        |settings: &Settings| settings.store.database_url().unwrap().expose_secret().to_owned();
    let settings = load(Some("[store]\nurl = \"postgres://me@host/db\""), &[]).unwrap();
    assert_eq!(address(&settings), "postgres://me@host/db");
    let settings = load(None, &[("VERBATIM__STORE__URL", "postgres://me:hidden@host/db")]).unwrap();
    assert!(address(&settings).contains("hidden") && !format!("{settings:?}").contains("hidden"));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("address");
    std::fs::write(&path, "postgres://me:other@host/db\n").unwrap();
    let settings = load(None, &[("VERBATIM__STORE__URL_FILE", path.to_str().unwrap())]).unwrap();
    assert_eq!(address(&settings), "postgres://me:other@host/db");
    std::fs::remove_file(&path).unwrap();
    assert!(
        settings
            .store
            .database_url()
            .unwrap_err()
            .to_string()
            .contains("VERBATIM__STORE__URL_FILE must name a file")
    );
}

#[test]
fn a_token_that_no_header_can_hold_is_named_as_such_and_not_shown() {
    for (token, what) in [
        ("12.ab\ncd", "a line break"),
        ("12.ab cd", "a blank"),
        ("12.äb", "no plain letter"),
        ("a\u{0}", "no plain"),
    ] {
        let error = load(None, &[("VERBATIM__DISCORD__TOKEN", token)])
            .unwrap()
            .discord
            .token()
            .unwrap_err()
            .to_string();
        assert!(error.contains(what) && !error.contains("12.a"), "{error}");
    }
}
