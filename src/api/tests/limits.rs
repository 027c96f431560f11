//! What strangers and clients can make large, and what reads it in pieces.

use super::call::Call;
use super::stories;
use super::world::{World, asking_a_person, invitation, offer, proposal};
use crate::store::values;
use serde_json::json;
use std::time::{Duration, Instant};
use wire::api::{DeskList, DeskState, limit};
use wire::problem::Kind;

stories![
    offers_for_an_invitation_are_bounded,
    the_list_comes_in_pages,
    what_waits_longest_comes_first,
    a_long_list_is_read_in_pieces,
    parameters_that_are_unknown_are_refused,
    a_balance_changed_past_the_server_is_noticed,
];

async fn offers_for_an_invitation_are_bounded(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("nothing"))).await;
    let mut body = asking_a_person(&[offer("a1", 10_00)]);
    body["note"] = json!("n".repeat(limit::NOTE_CHARS_MAX));
    let offered = |key: String| Call::post("/api/v1/proposals").bearer(&token).key(&key).json(&body);
    let (mut count, mut days) = (0, 0);
    'days: loop {
        for number in 0..=limit::OFFERS_PER_DAY_MAX {
            let reply = world.send(offered(format!("{days}-{number}"))).await;
            if reply.status == 200 {
                count += 1;
                continue;
            }
            reply.refused(Kind::LimitReached);
            if number < limit::OFFERS_PER_DAY_MAX {
                break 'days;
            }
        }
        days += 1;
        assert!(days < 10, "the history is bounded, too");
        world.pass_days(1);
    }
    assert!(days > 0 && count > limit::OFFERS_PER_DAY_MAX, "{count} offers on {days} days");
    let bytes = world.send(Call::get("/api/v1/invitation").bearer(&token)).await.bytes.len();
    assert!(bytes < 4 * limit::HISTORY_BYTES_MAX, "{bytes} bytes");
    // A right that no limit takes away.
    let dispute = json!({ "version": 1, "account_id": "a2", "ground": "too_old", "note": "" });
    assert_eq!(world.send(Call::post("/api/v1/disputes").bearer(&token).key("d").json(&dispute)).await.status, 200);
}

/// All pages of the list, as ids, and what was said of how many wait.
async fn pages(world: &World, cookie: &str, rows: i64) -> (Vec<Vec<String>>, i64) {
    let (mut pages, mut cursor, mut waiting) = (Vec::new(), String::new(), 0);
    loop {
        let call = Call::get(format!("/api/v1/desk/invitations?limit={rows}{cursor}")).cookie(cookie);
        let list: DeskList = world.send(call).await.json();
        waiting = waiting.max(list.waiting);
        pages.push(list.invitations.into_iter().map(|row| row.id).collect());
        match list.next {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (pages, waiting),
        }
    }
}

async fn the_list_comes_in_pages(world: &mut World) {
    let cookie = world.set_up().await;
    let mut ids = Vec::new();
    for _ in 0..7 {
        ids.insert(0, world.invite(&cookie, &invitation(&json!("all"))).await.0);
    }
    for rows in [1, 2, 3, 6, 7, 8, limit::PAGE_ROWS_MAX] {
        let (pages, waiting) = pages(world, &cookie, rows).await;
        assert_eq!((pages.concat(), waiting), (ids.clone(), 0), "{rows} rows a page");
        let (last, full) = pages.split_last().expect("a page");
        let rows = usize::try_from(rows).expect("small");
        assert!(full.iter().all(|page| page.len() == rows) && (1..=rows).contains(&last.len()));
    }
    // One that comes meanwhile disturbs no page behind the first.
    let first: DeskList = world.send(Call::get("/api/v1/desk/invitations?limit=3").cookie(&cookie)).await.json();
    world.invite(&cookie, &invitation(&json!("all"))).await;
    let next = first.next.expect("there are more");
    let call = Call::get(format!("/api/v1/desk/invitations?limit=100&cursor={next}")).cookie(&cookie);
    let rest: DeskList = world.send(call).await.json();
    assert_eq!(rest.invitations.into_iter().map(|row| row.id).collect::<Vec<_>>(), ids[3..]);
}

async fn what_waits_longest_comes_first(world: &mut World) {
    let cookie = world.set_up().await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(world.invite(&cookie, &invitation(&json!("nothing"))).await);
    }
    let dispute = json!({ "version": 1, "account_id": "a2", "ground": "paid", "note": "" });
    let disputed = |token: &str| Call::post("/api/v1/disputes").bearer(token).key("d").json(&dispute);
    world.propose(&made[3].1, &proposal(&[offer("a1", 50_00)])).await;
    world.pass_hours(1);
    world.send(disputed(&made[0].1)).await;
    world.propose(&made[1].1, &proposal(&[offer("a1", 50_00)])).await;
    world.pass_hours(1);
    world.send(disputed(&made[4].1)).await;
    let order = [0, 4, 3, 1, 2].map(|place: usize| made[place].0.clone());
    for rows in [1, 2, 4, 5] {
        let (pages, waiting) = pages(world, &cookie, rows).await;
        assert_eq!((pages.concat(), waiting), (order.to_vec(), 4), "{rows} rows a page");
    }
    let list: DeskList = world.send(Call::get("/api/v1/desk/invitations").cookie(&cookie)).await.json();
    let states: Vec<DeskState> = list.invitations.iter().map(|row| row.state).collect();
    let (disputed, needs) = (DeskState::Disputed, DeskState::NeedsPerson);
    assert_eq!(states, [disputed, disputed, needs, needs, DeskState::Sent]);
    // What is answered or taken back waits no longer.
    let withdrawal = Call::post(format!("/api/v1/desk/invitations/{}/withdrawal", made[0].0)).cookie(&cookie);
    assert_eq!(world.send(withdrawal).await.status, 204);
    let order = [4, 3, 1, 2, 0].map(|place: usize| made[place].0.clone());
    let (pages, waiting) = pages(world, &cookie, 2).await;
    assert_eq!((pages.concat(), waiting), (order.to_vec(), 3));
}

async fn a_long_list_is_read_in_pieces(world: &mut World) {
    const CASES: usize = 3_000;
    let cookie = world.set_up().await;
    world.invite(&cookie, &invitation(&json!("all"))).await;
    // As many as make a page cost what it must not: copies of one case, past the API, because that is quicker.
    world
        .change(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2999) \
             INSERT INTO invitation (id, counsellor_id, secret_hash, label, message, country, currency, policy, \
             created_on, expires_on, changed_at) SELECT CONCAT('copy', n.i), counsellor_id, secret_hash, label, message, \
             country, currency, policy, created_on, expires_on, changed_at FROM invitation CROSS JOIN n",
            values![],
        )
        .await;
    world
        .change(
            "INSERT INTO account (invitation_id, number, id, creditor, reference, kind, balance_minor, itemisation) \
             SELECT invitation.id, account.number, account.id, creditor, reference, kind, balance_minor, itemisation \
             FROM account CROSS JOIN invitation WHERE invitation.id LIKE 'copy%'",
            values![],
        )
        .await;
    let before = Instant::now();
    let first = world.send(Call::get("/api/v1/desk/invitations?limit=100").cookie(&cookie)).await;
    let took = before.elapsed();
    assert!(first.bytes.len() < 64 * 1024, "{} bytes", first.bytes.len());
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert_eq!(first.json::<DeskList>().invitations.len(), 100);
    let (pages, _) = pages(world, &cookie, limit::PAGE_ROWS_MAX).await;
    let all: std::collections::BTreeSet<String> = pages.concat().into_iter().collect();
    assert_eq!((pages.len(), all.len()), (CASES / 100, CASES), "each once");
}

async fn parameters_that_are_unknown_are_refused(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let list = |query: &str| Call::get(format!("/api/v1/desk/invitations?{query}")).cookie(&cookie);
    for query in ["page=2", "limit=5&sort=label", "limit=5&limit=6", "Limit=5", "cursor", "=1"] {
        let reply = world.send(list(query)).await;
        if query == "cursor" {
            assert_eq!(reply.faults(Kind::ValueRefused), ["cursor unknown"]);
            continue;
        }
        reply.refused(Kind::QueryUnknown);
        assert_eq!(reply.problem().detail.as_deref(), Some("allowed, once each: limit, cursor"));
    }
    for query in ["limit=0", "limit=101", "limit=-1", "limit=ten", "limit=", "limit=1e1"] {
        assert_eq!(world.send(list(query)).await.faults(Kind::ValueRefused), ["limit out_of_bounds"], "{query}");
    }
    for query in ["cursor=x", "cursor=OXw5fDk", "cursor=MnwyfDJ8Mg", "cursor=%00"] {
        assert_eq!(world.send(list(query)).await.faults(Kind::ValueRefused), ["cursor unknown"], "{query}");
    }
    for call in [
        Call::get("/api/v1/invitation?limit=1").bearer(&token),
        Call::get(format!("/api/v1/desk/invitations/{id}?full=1")).cookie(&cookie),
        Call::post("/api/v1/desk/invitations?limit=1").cookie(&cookie).key("k").json(&invitation(&json!("all"))),
    ] {
        let reply = world.send(call).await;
        reply.refused(Kind::QueryUnknown);
        assert_eq!(reply.problem().detail.as_deref(), Some("this address takes no parameters"));
    }
    // A part of the path that is no text.
    world.send(Call::get("/api/v1/desk/invitations/%ff").cookie(&cookie)).await.refused(Kind::NotFound);
    world.send(Call::post("/api/v1/desk/proposals/%ff/decision").cookie(&cookie).key("k").text("{}")).await;
}

async fn a_balance_changed_past_the_server_is_noticed(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let ask = async |world: &World| world.send(Call::get("/api/v1/invitation").bearer(&token)).await;
    for (sql, value, back) in [
        ("UPDATE account SET balance_minor = $2 WHERE invitation_id = $1 AND id = 'a1'", 599_99, 600_00),
        ("UPDATE account SET withdrawn_minor = $2 WHERE invitation_id = $1 AND id = 'a1'", 1, 0),
    ] {
        assert_eq!(ask(world).await.status, 200);
        world.change(sql, values![id.as_str(), value]).await;
        ask(world).await.refused(Kind::Internal);
        world.send(Call::get(format!("/api/v1/desk/invitations/{id}")).cookie(&cookie)).await.refused(Kind::Internal);
        let offered = Call::post("/api/v1/proposals").bearer(&token).key("k").json(&proposal(&[offer("a1", 50_00)]));
        world.send(offered).await.refused(Kind::Internal);
        world.change(sql, values![id.as_str(), back]).await;
    }
    assert_eq!(ask(world).await.status, 200);
}
