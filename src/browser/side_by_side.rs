//! Work that is done side by side.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Something to be done, which says whether it was.
pub type Task = Pin<Box<dyn Future<Output = bool>>>;

/// Begins everything at once and waits until all of it has ended. True if all of it was done.
pub async fn all_of(mut tasks: Vec<Task>) -> bool {
    let mut is_done = true;
    poll_fn(move |context| {
        tasks.retain_mut(|task| match task.as_mut().poll(context) {
            Poll::Ready(done) => {
                is_done &= done;
                false
            }
            Poll::Pending => true,
        });
        if tasks.is_empty() { Poll::Ready(is_done) } else { Poll::Pending }
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::pin::pin;
    use std::rc::Rc;
    use std::task::{Context, Waker};

    use super::*;

    /// Ready when it is asked for the last of so many times.
    fn after(mut times: u8, done: bool, begun: &Rc<Cell<u8>>) -> Task {
        begun.set(begun.get() + 1);
        Box::pin(poll_fn(move |_| {
            times -= 1;
            if times == 0 { Poll::Ready(done) } else { Poll::Pending }
        }))
    }

    #[test]
    fn all_begin_at_once_and_one_that_fails_is_told_at_the_end() {
        for (first, expected) in [(true, true), (false, false)] {
            let begun = Rc::new(Cell::new(0));
            let mut all = pin!(all_of(vec![after(1, first, &begun), after(2, true, &begun)]));
            let mut context = Context::from_waker(Waker::noop());
            assert_eq!((all.as_mut().poll(&mut context), begun.get()), (Poll::Pending, 2));
            assert_eq!(all.as_mut().poll(&mut context), Poll::Ready(expected));
        }
    }
}
