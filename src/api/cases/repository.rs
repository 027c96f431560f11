//! Invitations with their accounts, proposals and receipts in the database.

use crate::cases::model::{Account, Case};
use crate::events;
use crate::store::{Row, StoreError, Transaction, Value, values};
use std::collections::HashMap;
use wire::api::{Organisation, Proposal};
use wire::json;
use wire::receipt::Receipt;

/// What decides whether an invitation's link opens it.
pub struct LinkAccess {
    /// SHA-256 of the secret, in hexadecimal.
    pub secret_hash: String,
    /// Whether the invitation was taken back.
    pub withdrawn: bool,
    /// The last day of the link.
    pub expires_on: jiff::civil::Date,
    /// Whether it has an arrangement, or an account of it was disputed: then there is something to read for ever.
    pub stays_readable: bool,
}

/// Loads what decides whether the link of an invitation opens; `None` if there is no such invitation.
///
/// # Errors
/// As the database, here and below.
pub async fn link_access(tx: &mut dyn Transaction, invitation: &str) -> Result<Option<LinkAccess>, StoreError> {
    let sql = "SELECT secret_hash, withdrawn_at, expires_on, \
               (SELECT COUNT(*) FROM arrangement WHERE arrangement.invitation_id = invitation.id) + \
               (SELECT COUNT(*) FROM account WHERE account.invitation_id = invitation.id \
               AND (disputed_at IS NOT NULL OR answer IS NOT NULL)) \
               FROM invitation WHERE id = $1";
    let row = tx.fetch_all(sql, values![invitation]).await?.pop();
    row.map(|mut row| {
        Ok(LinkAccess {
            secret_hash: row.text()?,
            withdrawn: row.text_or_null()?.is_some(),
            expires_on: row.parsed()?,
            stays_readable: row.integer()? > 0,
        })
    })
    .transpose()
}

/// The statements that load cases: one, by its id, or all.
struct Statements {
    invitations: &'static str,
    accounts: &'static str,
    proposals: &'static str,
    receipts: &'static str,
}

macro_rules! statements {
    ($invitations:literal, $others:literal) => {
        Statements {
            invitations: concat!(
                "SELECT invitation.id, counsellor.name, organisation.name, organisation.phone, organisation.website, \
                 label, message, country, currency, policy, created_on, expires_on, opened_at, withdrawn_at, \
                 changed_at FROM invitation JOIN counsellor ON counsellor.id = invitation.counsellor_id \
                 CROSS JOIN organisation ",
                $invitations
            ),
            accounts: concat!(
                "SELECT invitation_id, id, creditor, reference, kind, balance_minor, itemisation, disputed_at, answer, \
                 withdrawn_minor FROM account ",
                $others
            ),
            proposals: concat!("SELECT invitation_id, id, at, state, note, lines, decision FROM proposal ", $others),
            receipts: concat!("SELECT invitation_id, receipt FROM arrangement ", $others),
        }
    };
}

const ONE: Statements = statements!("WHERE invitation.id = $1", "WHERE invitation_id = $1 ORDER BY number");

const ALL: Statements = statements!("ORDER BY invitation.number DESC", "ORDER BY invitation_id, number");

fn head(mut row: Row) -> Result<Case, StoreError> {
    let document = |text: String| json::read(json::Value::String(text));
    Ok(Case {
        id: row.text()?,
        counsellor: row.text()?,
        organisation: Organisation { name: row.text()?, phone: row.text()?, website: row.text()? },
        label: row.text()?,
        message: row.text()?,
        country: document(row.text()?).map_err(|_| StoreError::broken("a stored country is unknown"))?,
        currency: row.text()?,
        policy: row.document()?,
        created_on: row.parsed()?,
        expires_on: row.parsed()?,
        opened_at: row.text_or_null()?,
        withdrawn_at: row.text_or_null()?,
        changed_at: row.text()?,
        accounts: Vec::new(),
        proposals: Vec::new(),
        receipts: Vec::new(),
        records: Vec::new(),
    })
}

/// Everything about one invitation.
pub async fn load(tx: &mut dyn Transaction, invitation: &str) -> Result<Option<Case>, StoreError> {
    let Some(mut case) = fetch(tx, &ONE, &[invitation.into()]).await?.pop() else { return Ok(None) };
    case.records = events::repository::load(tx, invitation).await?;
    Ok(Some(case))
}

/// Every invitation, newest first, without its history.
pub async fn load_all(tx: &mut dyn Transaction) -> Result<Vec<Case>, StoreError> {
    fetch(tx, &ALL, &[]).await
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
               created_on, expires_on, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
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

/// Replaces the secret: the old link is dead.
pub async fn set_secret(tx: &mut dyn Transaction, invitation: &str, secret_hash: &str) -> Result<(), StoreError> {
    let sql = "UPDATE invitation SET secret_hash = $2 WHERE id = $1";
    tx.execute(sql, values![invitation, secret_hash]).await.map(drop)
}

/// Keeps what of an invitation itself can change.
pub async fn set_head(tx: &mut dyn Transaction, case: &Case) -> Result<(), StoreError> {
    let sql = "UPDATE invitation SET opened_at = $2, withdrawn_at = $3, changed_at = $4 WHERE id = $1";
    let values = values![case.id.as_str(), case.opened_at.clone(), case.withdrawn_at.clone(), case.changed_at.as_str()];
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
