//! Invitations with their accounts, proposals and receipts in the database.

use crate::auth::repository::read_organisation;
use crate::cases::model::{Account, Case, Waits};
use crate::cases::validation_period;
use crate::events;
use crate::store::{Row, StoreError, Transaction, Value, values};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::civil::Date;
use std::collections::HashMap;
use wire::api::{Country, KnownInvitation, Proposal};
use wire::json;
use wire::receipt::Receipt;

/// What decides whether an invitation's link opens it.
pub struct LinkAccess {
    /// SHA-256 of the secret, in hexadecimal.
    pub secret_hash: String,
    /// Whether the invitation was taken back.
    pub withdrawn: bool,
    /// The last day of the link.
    pub expires_on: Date,
    /// Whether it has an arrangement, or an account of it was disputed: then there is something to read for ever.
    pub stays_readable: bool,
    /// How many devices it is bound to.
    pub devices: i64,
    /// Whether the one that asks is among them.
    pub is_own_device: bool,
    /// The PIN, if the client chose one.
    pub pin: Option<Pin>,
}

/// A client's PIN and how it was tried.
pub struct Pin {
    /// Argon2 hash in PHC form.
    pub hash: String,
    /// Tries in a row without success.
    pub failures: i64,
    /// When it was last tried, RFC 3339.
    pub tried_at: String,
}

/// Loads what decides whether the link of an invitation opens for a device with this hash of its secret; `None` if there
/// is no such invitation.
///
/// # Errors
/// As the database, here and below.
pub async fn link_access(
    tx: &mut dyn Transaction,
    invitation: &str,
    device: Option<&str>,
) -> Result<Option<LinkAccess>, StoreError> {
    let sql = "SELECT secret_hash, withdrawn_at, expires_on, country, created_on, validation_sent_on, \
               (SELECT COUNT(*) FROM arrangement WHERE arrangement.invitation_id = invitation.id) + \
               (SELECT COUNT(*) FROM account WHERE account.invitation_id = invitation.id \
               AND (disputed_at IS NOT NULL OR answer IS NOT NULL)), \
               (SELECT COUNT(*) FROM client_device WHERE client_device.invitation_id = invitation.id), \
               (SELECT COUNT(*) FROM client_device WHERE client_device.invitation_id = invitation.id \
               AND client_device.secret_hash = $2), pin_failures, pin_tried_at, pin_hash \
               FROM invitation WHERE id = $1";
    let row = tx.fetch_all(sql, values![invitation, device.unwrap_or_default()]).await?.pop();
    row.map(|mut row| {
        let mut access = LinkAccess {
            secret_hash: row.text()?,
            withdrawn: row.text_or_null()?.is_some(),
            expires_on: {
                let (expires_on, country) = (row.parsed()?, country(row.text()?)?);
                let (created_on, sent_on) = (row.parsed()?, day_or_null(&mut row)?);
                validation_period::last_day(expires_on, validation_period::of(country, created_on, sent_on))
            },
            stays_readable: row.integer()? > 0,
            devices: row.integer()?,
            is_own_device: row.integer()? > 0,
            pin: None,
        };
        let (failures, tried_at) = (row.integer()?, row.text()?);
        access.pin = row.text_or_null()?.map(|hash| Pin { hash, failures, tried_at });
        Ok(access)
    })
    .transpose()
}

/// Binds an invitation to a device, beside at most `devices_max` − 1 others: the oldest is forgotten.
pub async fn add_device(
    tx: &mut dyn Transaction,
    invitation: &str,
    device: &str,
    at: &str,
    devices_max: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO client_device (invitation_id, secret_hash, at) VALUES ($1, $2, $3) \
               ON CONFLICT (invitation_id, secret_hash) DO NOTHING";
    tx.execute(sql, values![invitation, device, at]).await?;
    let sql = "DELETE FROM client_device WHERE invitation_id = $1 AND secret_hash <> $2 AND secret_hash NOT IN \
               (SELECT secret_hash FROM client_device WHERE invitation_id = $1 AND secret_hash <> $2 \
               ORDER BY at DESC, secret_hash LIMIT $3)";
    tx.execute(sql, values![invitation, device, devices_max - 1]).await.map(drop)
}

/// Keeps a PIN, which nobody has tried yet, or none.
pub async fn set_pin(tx: &mut dyn Transaction, invitation: &str, hash: Option<String>) -> Result<(), StoreError> {
    let sql = "UPDATE invitation SET pin_hash = $2, pin_failures = 0, pin_tried_at = '' WHERE id = $1";
    tx.execute(sql, values![invitation, hash]).await.map(drop)
}

/// Keeps how often a PIN was tried in a row without success, and when last.
pub async fn set_pin_failures(
    tx: &mut dyn Transaction,
    invitation: &str,
    failures: i64,
    at: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE invitation SET pin_failures = $2, pin_tried_at = $3 WHERE id = $1";
    tx.execute(sql, values![invitation, failures, at]).await.map(drop)
}

/// Keeps the time zone that the client states.
pub async fn set_time_zone(tx: &mut dyn Transaction, invitation: &str, zone: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE invitation SET time_zone = $2 WHERE id = $1", values![invitation, zone]).await.map(drop)
}

/// The statements that load cases: one, by its id, or a stretch of the desk's list.
struct Statements {
    invitations: &'static str,
    accounts: &'static str,
    proposals: &'static str,
    receipts: &'static str,
}

macro_rules! statements {
    ($invitations:literal, $others:literal, $proposal:literal) => {
        Statements {
            invitations: concat!(
                "SELECT invitation.id, counsellor.name, organisation.name, organisation.phone, organisation.website, \
                 organisation.kind, organisation.legal_name, organisation.address, organisation.registration, \
                 organisation.complaints, organisation.privacy, label, message, country, currency, policy, created_on, \
                 expires_on, validation_sent_on, opened_at, withdrawn_at, changed_at, time_zone FROM invitation \
                 JOIN counsellor ON counsellor.id = invitation.counsellor_id CROSS JOIN organisation WHERE ",
                $invitations
            ),
            accounts: concat!(
                "SELECT invitation_id, id, creditor, reference, kind, balance_minor, itemisation, disputed_at, answer, \
                 withdrawn_minor FROM account WHERE ",
                $others
            ),
            proposals: concat!("SELECT invitation_id, id, at, state, ", $proposal, " FROM proposal WHERE ", $others),
            receipts: concat!("SELECT invitation_id, receipt FROM arrangement WHERE ", $others),
        }
    };
}

const ONE: Statements =
    statements!("invitation.id = $1", "invitation_id = $1 ORDER BY number", "note, lines, decision");

/// A stretch of the list, from one place to another, without notes and answers.
const STRETCH: Statements = statements!(
    "(waits_rank, waits_since, number) >= ($1, $2, $3) AND (waits_rank, waits_since, number) <= ($4, $5, $6)",
    "invitation_id IN (SELECT id FROM invitation WHERE (waits_rank, waits_since, number) >= ($1, $2, $3) \
     AND (waits_rank, waits_since, number) <= ($4, $5, $6)) ORDER BY invitation_id, number",
    "'', lines, CAST(NULL AS TEXT)"
);

fn head(mut row: Row) -> Result<Case, StoreError> {
    let case = Case {
        id: row.text()?,
        counsellor: row.text()?,
        organisation: read_organisation(&mut row)?,
        label: row.text()?,
        message: row.text()?,
        country: country(row.text()?)?,
        currency: row.text()?,
        policy: row.document()?,
        created_on: row.parsed()?,
        expires_on: row.parsed()?,
        validation_sent_on: day_or_null(&mut row)?,
        opened_at: row.text_or_null()?,
        withdrawn_at: row.text_or_null()?,
        changed_at: row.text()?,
        time_zone: row.text_or_null()?,
        accounts: Vec::new(),
        proposals: Vec::new(),
        receipts: Vec::new(),
        records: Vec::new(),
        is_chain_checked: false,
    };
    // Also of an invitation that was made before this was looked at.
    Ok(Case { expires_on: validation_period::last_day(case.expires_on, case.validation()), ..case })
}

fn country(text: String) -> Result<Country, StoreError> {
    json::read(json::Value::String(text)).map_err(|_| StoreError::broken("a stored country is unknown"))
}

fn day_or_null(row: &mut Row) -> Result<Option<Date>, StoreError> {
    let day = row.text_or_null()?.map(|text| text.parse());
    day.transpose().map_err(|_| StoreError::broken("a stored day is none"))
}

/// Everything about one invitation.
///
/// # Errors
/// [`StoreError::Broken`] also where a balance is not what the history says.
pub async fn load(tx: &mut dyn Transaction, invitation: &str) -> Result<Option<Case>, StoreError> {
    let Some(mut case) = fetch(tx, &ONE, &[invitation.into()]).await?.pop() else { return Ok(None) };
    case.records = events::repository::load(tx, invitation).await?;
    if let Some(account) = case.account_that_differs() {
        let text = format!("the balance of {} of {} is not what its history says", account.id, case.id);
        return Err(StoreError::Broken(text));
    }
    Ok(Some(case))
}

/// A place in the desk's list: after the invitation with this number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Where that invitation stands.
    pub waits: Waits,
    /// Its number, by which the order is made unique.
    pub number: i64,
}

impl Cursor {
    /// As text for an address; what it means is the server's affair.
    #[must_use]
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}|{}|{}", self.waits.rank, self.waits.since, self.number))
    }

    /// Reads it; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut parts = text.split('|');
        let (rank, since, number) =
            (parts.next()?.parse().ok()?, parts.next()?.to_owned(), parts.next()?.parse().ok()?);
        (parts.next().is_none() && (0..=2).contains(&rank) && since.len() <= 40)
            .then_some(Self { waits: Waits { rank, since }, number })
    }
}

/// A page of the desk's list, without histories, notes and answers: at most `limit` invitations after a
/// place, and the place after them if there are more.
pub async fn load_page(
    tx: &mut dyn Transaction,
    after: Option<Cursor>,
    limit: i64,
) -> Result<(Vec<Case>, Option<Cursor>), StoreError> {
    let mut places = Vec::new();
    let settled = after.as_ref().filter(|cursor| cursor.waits.rank == 2).map(|cursor| cursor.number);
    if settled.is_none() {
        let sql = "SELECT id, waits_rank, waits_since, number FROM invitation WHERE waits_rank < 2 \
                   AND (waits_rank, waits_since, number) > ($1, $2, $3) \
                   ORDER BY waits_rank, waits_since, number LIMIT $4";
        let Cursor { waits, number } =
            after.unwrap_or(Cursor { waits: Waits { rank: -1, since: String::new() }, number: 0 });
        places = tx.fetch_all(sql, values![waits.rank, waits.since, number, limit + 1]).await?;
    }
    let missing = limit + 1 - i64::try_from(places.len()).unwrap_or(i64::MAX);
    if missing > 0 {
        let sql = "SELECT id, waits_rank, waits_since, number FROM invitation WHERE waits_rank = 2 AND waits_since = '' \
                   AND number < $1 ORDER BY number DESC LIMIT $2";
        places.extend(tx.fetch_all(sql, values![settled.unwrap_or(i64::MAX), missing]).await?);
    }
    let place = |mut row: Row| {
        let id = row.text()?;
        Ok((id, Cursor { waits: Waits { rank: row.integer()?, since: row.text()? }, number: row.integer()? }))
    };
    let mut places = places.into_iter().map(place).collect::<Result<Vec<_>, StoreError>>()?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let has_more = places.len() > limit;
    places.truncate(limit);
    let mut cases = HashMap::new();
    for settled in [false, true] {
        let stretch = places.iter().map(|(_, cursor)| cursor).filter(|cursor| (cursor.waits.rank == 2) == settled);
        let key = |cursor: &&Cursor| (cursor.waits.clone(), cursor.number);
        let (Some(first), Some(last)) = (stretch.clone().min_by_key(key), stretch.max_by_key(key)) else { continue };
        let values =
            [first, last].map(|place| values![place.waits.rank, place.waits.since.as_str(), place.number]).concat();
        cases.extend(fetch(tx, &STRETCH, &values).await?.into_iter().map(|case| (case.id.clone(), case)));
    }
    let next = places.last().filter(|_| has_more).map(|(_, cursor)| cursor.clone());
    Ok((places.iter().filter_map(|(id, _)| cases.remove(id)).collect(), next))
}

/// How many invitations wait for a person.
pub async fn count_waiting(tx: &mut dyn Transaction) -> Result<i64, StoreError> {
    let row = tx.fetch_all("SELECT COUNT(*) FROM invitation WHERE waits_rank < 2", values![]).await?.pop();
    row.ok_or(StoreError::broken("a count is missing"))?.integer()
}

async fn fetch(tx: &mut dyn Transaction, statements: &Statements, values: &[Value]) -> Result<Vec<Case>, StoreError> {
    let rows = tx.fetch_all(statements.invitations, values.to_vec()).await?;
    let mut cases = rows.into_iter().map(head).collect::<Result<Vec<_>, _>>()?;
    let places: HashMap<String, usize> =
        cases.iter().enumerate().map(|(place, case)| (case.id.clone(), place)).collect();
    let place =
        |row: &mut Row| places.get(&row.text()?).copied().ok_or(StoreError::broken("a row belongs to no invitation"));
    for mut row in tx.fetch_all(statements.accounts, values.to_vec()).await? {
        cases[place(&mut row)?].accounts.push(account(row)?);
    }
    for mut row in tx.fetch_all(statements.proposals, values.to_vec()).await? {
        cases[place(&mut row)?].proposals.push(proposal(row)?);
    }
    for mut row in tx.fetch_all(statements.receipts, values.to_vec()).await? {
        cases[place(&mut row)?].receipts.push(row.document()?);
    }
    Ok(cases)
}

fn account(mut row: Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.text()?,
        creditor: row.text()?,
        reference: row.text()?,
        kind: row.text()?,
        balance_minor: row.integer()?,
        itemisation: row.document()?,
        disputed_at: row.text_or_null()?,
        answer: row.document_or_null()?,
        withdrawn_minor: row.integer()?,
    })
}

fn proposal(mut row: Row) -> Result<Proposal, StoreError> {
    Ok(Proposal {
        id: row.text()?,
        at: row.text()?,
        state: row.text()?,
        note: row.text()?,
        lines: row.document()?,
        decision: row.document_or_null()?,
    })
}

/// The invitation of a proposal, which never changes.
pub async fn of_proposal(tx: &mut dyn Transaction, proposal: &str) -> Result<Option<String>, StoreError> {
    let row = tx.fetch_all("SELECT invitation_id FROM proposal WHERE id = $1", values![proposal]).await?.pop();
    row.map(|mut row| row.text()).transpose()
}

/// Adds an invitation with its accounts, without proposals, receipts or records.
pub async fn add(
    tx: &mut dyn Transaction,
    case: &Case,
    counsellor_id: &str,
    secret_hash: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO invitation (id, counsellor_id, secret_hash, label, message, country, currency, policy, \
               created_on, expires_on, validation_sent_on, changed_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = values![
        case.id.as_str(),
        counsellor_id,
        secret_hash,
        case.label.as_str(),
        case.message.as_str(),
        case.country.id(),
        case.currency.as_str(),
        json::print(&case.policy),
        case.created_on.to_string(),
        case.expires_on.to_string(),
        case.validation_sent_on.map(|day| day.to_string()),
        case.changed_at.as_str(),
    ];
    tx.execute(sql, values).await?;
    for (number, account) in (1_i64..).zip(&case.accounts) {
        let sql = "INSERT INTO account (invitation_id, number, id, creditor, reference, kind, balance_minor, \
                   itemisation) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = values![
            case.id.as_str(),
            number,
            account.id.as_str(),
            account.creditor.as_str(),
            account.reference.as_str(),
            account.kind.as_str(),
            account.balance_minor,
            json::print(&account.itemisation),
        ];
        tx.execute(sql, values).await?;
    }
    Ok(())
}

/// Replaces the secret: the old link is dead, and so is what the client's devices had beside it.
pub async fn set_secret(tx: &mut dyn Transaction, invitation: &str, secret_hash: &str) -> Result<(), StoreError> {
    let sql = "UPDATE invitation SET secret_hash = $2 WHERE id = $1";
    tx.execute(sql, values![invitation, secret_hash]).await?;
    tx.execute("DELETE FROM client_device WHERE invitation_id = $1", values![invitation]).await?;
    set_pin(tx, invitation, None).await
}

/// Gives the link another last day.
pub async fn set_last_day(tx: &mut dyn Transaction, invitation: &str, expires_on: Date) -> Result<(), StoreError> {
    let sql = "UPDATE invitation SET expires_on = $2 WHERE id = $1";
    tx.execute(sql, values![invitation, expires_on.to_string()]).await.map(drop)
}

/// Gives the invitation another label.
pub async fn set_label(tx: &mut dyn Transaction, invitation: &str, label: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE invitation SET label = $2 WHERE id = $1", values![invitation, label]).await.map(drop)
}

/// Invitations that were not taken back and name a debt by its creditor and reference, newest first.
pub async fn known(
    tx: &mut dyn Transaction,
    creditor: &str,
    reference: &str,
    most: usize,
) -> Result<Vec<KnownInvitation>, StoreError> {
    let sql = "SELECT DISTINCT invitation.number, invitation.id, label, created_on, creditor, reference FROM account \
               JOIN invitation ON invitation.id = account.invitation_id \
               WHERE creditor = $1 AND reference = $2 AND withdrawn_at IS NULL \
               ORDER BY invitation.number DESC LIMIT $3";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let known = |mut row: Row| {
        row.integer()?;
        Ok(KnownInvitation {
            id: row.text()?,
            label: row.text()?,
            created_on: row.parsed()?,
            creditor: row.text()?,
            reference: row.text()?,
        })
    };
    tx.fetch_all(sql, values![creditor, reference, most]).await?.into_iter().map(known).collect()
}

/// Keeps what of an invitation itself can change.
pub async fn set_head(tx: &mut dyn Transaction, case: &Case) -> Result<(), StoreError> {
    let sql = "UPDATE invitation SET opened_at = $2, withdrawn_at = $3, changed_at = $4, waits_rank = $5, \
               waits_since = $6 WHERE id = $1";
    let Waits { rank, since } = case.waits();
    let values = values![
        case.id.as_str(),
        case.opened_at.clone(),
        case.withdrawn_at.clone(),
        case.changed_at.as_str(),
        rank,
        since,
    ];
    tx.execute(sql, values).await.map(drop)
}

/// Keeps what of an account can change: whether it is disputed, and what came of that.
pub async fn set_account(tx: &mut dyn Transaction, invitation: &str, account: &Account) -> Result<(), StoreError> {
    let sql = "UPDATE account SET disputed_at = $3, answer = $4, withdrawn_minor = $5 \
               WHERE invitation_id = $1 AND id = $2";
    let answer = account.answer.as_ref().map(json::print);
    let values = values![invitation, account.id.as_str(), account.disputed_at.clone(), answer, account.withdrawn_minor];
    tx.execute(sql, values).await.map(drop)
}

/// Adds a proposal.
pub async fn add_proposal(
    tx: &mut dyn Transaction,
    invitation: &str,
    number: i64,
    proposal: &Proposal,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO proposal (id, invitation_id, number, at, state, note, lines) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let Proposal { id, at, state, lines, note, .. } = proposal;
    let values =
        values![id.as_str(), invitation, number, at.as_str(), state.as_str(), note.as_str(), json::print(lines)];
    tx.execute(sql, values).await.map(drop)
}

/// Keeps what of a proposal can change: its state, and a person's answer.
pub async fn set_proposal(tx: &mut dyn Transaction, proposal: &Proposal) -> Result<(), StoreError> {
    let sql = "UPDATE proposal SET state = $2, lines = $3, decision = $4 WHERE id = $1";
    let decision = proposal.decision.as_ref().map(json::print);
    let values = values![proposal.id.as_str(), proposal.state.as_str(), json::print(&proposal.lines), decision];
    tx.execute(sql, values).await.map(drop)
}

/// Adds an arrangement.
///
/// # Errors
/// [`StoreError::Conflict`] if the account has one.
pub async fn add_arrangement(
    tx: &mut dyn Transaction,
    number: i64,
    proposal: &str,
    receipt: &Receipt,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO arrangement (id, invitation_id, account_id, proposal_id, number, receipt) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let arrangement = &receipt.arrangement;
    let values = values![
        arrangement.id.as_str(),
        arrangement.invitation_id.as_str(),
        arrangement.account_id.as_str(),
        proposal,
        number,
        json::print(receipt),
    ];
    tx.execute(sql, values).await.map(drop)
}
