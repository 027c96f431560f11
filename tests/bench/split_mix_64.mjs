// The stream of chance (SplitMix64) on 32-bit halves: a product of 64 bits by BigInt takes ten times as long, and no
// peer should lose its race by that.
let high = 0;
let low = 0;

function multiply(ah, al, bh, bl) {
  const a0 = al & 0xffff, a1 = al >>> 16, b0 = bl & 0xffff, b1 = bl >>> 16;
  const low00 = a0 * b0, low01 = a0 * b1, low10 = a1 * b0;
  const middle = (low00 >>> 16) + (low01 & 0xffff) + (low10 & 0xffff);
  const carried = a1 * b1 + (low01 >>> 16) + (low10 >>> 16) + (middle >>> 16);
  high = (carried + Math.imul(ah, bl) + Math.imul(al, bh)) | 0;
  low = (middle << 16) | (low00 & 0xffff);
}

function mix(h, l) {
  let xh = h ^ (h >>> 30), xl = l ^ ((l >>> 30) | (h << 2));
  multiply(xh, xl, 0xbf58476d, 0x1ce4e5b9);
  xh = high ^ (high >>> 27);
  xl = low ^ ((low >>> 27) | (high << 5));
  multiply(xh, xl, 0x94d049bb, 0x133111eb);
  xh = high ^ (high >>> 31);
  xl = low ^ ((low >>> 31) | (high << 1));
  high = xh;
  low = xl;
}

const GOLDEN_HIGH = 0x9e3779b9, GOLDEN_LOW = 0x7f4a7c15;

/** How one path's budget varies: `next()` answers by how much the next month's is off, in minor units. */
export class Stream {
  constructor({ variation, seed }, path) {
    const { income, income_spread, costs, costs_spread, repair_per_mille, repair } = variation;
    this.income = Math.round((income * income_spread) / 100_000_000);
    this.costs = Math.round((costs * costs_spread) / 100_000_000);
    this.bound = repair_per_mille * 4294967296;
    this.repair = repair;
    mix(Math.floor(seed / 4294967296) | 0, seed | 0);
    const [sh, sl] = [high, low];
    multiply(0, path, GOLDEN_HIGH, GOLDEN_LOW);
    this.add(sh, sl, high, low);
    mix(this.high, this.low);
    this.high = high;
    this.low = low;
  }

  add(ah, al, bh, bl) {
    const sum = (al >>> 0) + (bl >>> 0);
    this.low = sum | 0;
    this.high = (ah + bh + (sum > 4294967295 ? 1 : 0)) | 0;
  }

  draw() {
    this.add(this.high, this.low, GOLDEN_HIGH, GOLDEN_LOW);
    mix(this.high, this.low);
  }

  deviation(spread) {
    this.draw();
    return Math.floor((spread * ((low & 0xffffff) + (high & 0xffffff) - 0xffffff)) / 16777216);
  }

  next() {
    const delta = this.deviation(this.income) - this.deviation(this.costs);
    this.draw();
    return (high >>> 0) * 1000 < this.bound ? delta - this.repair : delta;
  }
}
