//! Commands for whoever runs the server: another password, another key, a backup and its return.

use crate::auth::password::hash_once;
use crate::auth::{repository as counsellors, secrets};
use crate::cases::receipt_key;
use crate::server::clock::Clock;
use crate::server::{DataOptions, backup, data_folder};
use crate::store::{self, Store};
use std::path::{Path, PathBuf};

fn on_runtime<T>(work: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|cause| format!("cannot start: {cause}"))?.block_on(work)
}

/// The store of a server that was set up before: nothing is made by mistake in a wrong folder.
async fn existing(data: &DataOptions) -> Result<(Box<dyn Store>, PathBuf), String> {
    if !data.data_dir.exists() {
        return Err(format!("there is no data folder {}", data.data_dir.display()));
    }
    let folder = data_folder(&data.data_dir)?;
    if let Some(file) = store::sqlite_file(&data.database_url, &folder).filter(|file| !file.exists()) {
        return Err(format!("there is no database {}", file.display()));
    }
    let store = store::open(&data.database_url, &folder).await.map_err(|error| error.to_string())?;
    Ok((store, folder))
}

/// Gives a counsellor another password, ends all their sessions, and prints it once.
///
/// # Errors
/// Why it cannot be done, as a sentence.
pub fn reset_password(data: &DataOptions, name: &str) -> Result<(), String> {
    on_runtime(async {
        let (store, _) = existing(data).await?;
        let password = new_password(&*store, name).await?;
        store.close().await;
        println!("{password}");
        eprintln!("This is the new password of {name}. Sign in with it and choose another. All sessions have ended.");
        Ok(())
    })
}

/// Another password of a counsellor.
///
/// # Errors
/// Why it cannot be done, as a sentence.
pub async fn new_password(store: &dyn Store, name: &str) -> Result<String, String> {
    let failed = |error: store::StoreError| format!("the database cannot be written: {error}");
    let random = secrets::random::<15>().map_err(|_| "the machine has no random numbers")?;
    // 24 digits of 5 bits, in groups that can be read aloud.
    let letters = b"abcdefghjkmnpqrstuvwxyz234567892";
    let bits = random.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let digit = |place: u32| char::from(letters[usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default()]);
    let digits: Vec<char> = (0..24).map(digit).collect();
    let password = digits.chunks(6).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-");
    let hash = hash_once(&password).map_err(|_| "the password cannot be hashed")?;
    let mut tx = store.write().await.map_err(failed)?;
    let found = counsellors::by_name(&mut *tx, name.trim()).await.map_err(failed)?;
    let counsellor = found.ok_or_else(|| format!("there is no counsellor {name}"))?;
    counsellors::set_password(&mut *tx, &counsellor.id, &hash).await.map_err(failed)?;
    counsellors::end_all_sessions(&mut *tx, &counsellor.id).await.map_err(failed)?;
    // Whoever was locked out by guesses gets in again.
    tx.execute("DELETE FROM sign_in_failure", Vec::new()).await.map_err(failed)?;
    tx.commit().await.map_err(failed)?;
    Ok(password)
}

/// Puts another key for receipts in the place of the one there is.
///
/// # Errors
/// Why it cannot be done, as a sentence.
pub fn rotate_key(data: &DataOptions) -> Result<(), String> {
    on_runtime(async {
        let (store, folder) = existing(data).await?;
        let id = receipt_key::rotate(&*store, &folder, &Clock::system()).await?;
        store.close().await;
        println!(
            "Receipts are signed with key {id} from the next start on. The key before, if there was one, is kept."
        );
        Ok(())
    })
}

/// Writes everything into one file, also while the server runs.
///
/// # Errors
/// Why it cannot be done, as a sentence; for PostgreSQL, what to do instead.
pub fn back_up(data: &DataOptions, file: &Path) -> Result<(), String> {
    on_runtime(async {
        let folder = data_folder_of(data)?;
        backup::write(&data.database_url, &folder, file).await?;
        println!("{} holds the database and the key for receipts. Keep it where only you read it.", file.display());
        Ok(())
    })
}

/// Puts a backup into an empty data folder, after every history in it was checked.
///
/// # Errors
/// Why it cannot be done, as a sentence: also which entry of which history is not as it was.
pub fn restore(data: &DataOptions, file: &Path) -> Result<(), String> {
    on_runtime(async {
        let folder = data_folder(&data.data_dir)?;
        let count = backup::restore(&data.database_url, &folder, file).await?;
        println!("Restored {count} invitations; every history and every receipt in them was checked.");
        Ok(())
    })
}

fn data_folder_of(data: &DataOptions) -> Result<PathBuf, String> {
    let shown = data.data_dir.display();
    data.data_dir.canonicalize().map_err(|cause| format!("cannot use the data folder {shown}: {cause}"))
}
