//! The workloads natively, by criterion.

use bench::{chains, decimal, floats, workloads};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;

fn plans(criterion: &mut Criterion) {
    let household = workloads::household();
    let budget = household.budget_monthly.unwrap_or_default().minor() as f64;
    let bare = floats::Debts::of(&household);
    let mut group = criterion.benchmark_group("w1");
    group.bench_function("engine", |b| b.iter(|| workloads::plan_with_schedule(black_box(&household))));
    group.bench_function("floats", |b| b.iter(|| black_box(&bare).simulate(budget, true)));
    group.sample_size(15);
    group.bench_function("decimal", |b| b.iter(|| decimal::simulate(black_box(&household))));
    group.finish();

    let portfolios = workloads::STRATEGIES.map(workloads::portfolio);
    let bare = portfolios.each_ref().map(floats::Debts::of);
    let mut group = criterion.benchmark_group("w2");
    group.bench_function("engine", |b| {
        b.iter(|| portfolios.iter().map(|scenario| workloads::plan(black_box(scenario)).months).max());
    });
    group.bench_function("floats", |b| {
        b.iter(|| {
            let plans = portfolios.iter().zip(black_box(&bare));
            let budget = |scenario: &domain::plan::Scenario| scenario.budget_monthly.unwrap_or_default().minor() as f64;
            plans.map(|(scenario, debts)| debts.simulate(budget(scenario), false).months).max()
        });
    });
    group.sample_size(15);
    group.bench_function("decimal", |b| {
        b.iter(|| portfolios.iter().map(|scenario| decimal::simulate(black_box(scenario)).months).max());
    });
    group.finish();
}

fn monte_carlo(criterion: &mut Criterion) {
    let question = workloads::monte_carlo(workloads::PATHS);
    let mut group = criterion.benchmark_group("w3");
    group.sample_size(15);
    group.bench_function("engine", |b| {
        b.iter(|| {
            let mut paths = 0;
            let answered = black_box(&question).answer(|answer| paths = answer.distribution.paths());
            answered.map(|()| paths)
        });
    });
    group.finish();
}

fn solving(criterion: &mut Criterion) {
    let household = workloads::household();
    let mut group = criterion.benchmark_group("w4");
    group.bench_function("engine", |b| b.iter(|| workloads::smallest_payment(black_box(&household))));
    group.finish();
}

fn checking(criterion: &mut Criterion) {
    let kept = chains::kept(100_000);
    assert!(chains::check_on_two(&kept), "what was just made is right");
    let mut group = criterion.benchmark_group("w5");
    group.sample_size(15);
    group.bench_function("engine", |b| b.iter(|| chains::check_on_two(black_box(&kept))));
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = plans, monte_carlo, solving, checking
}
criterion_main!(benches);
