// Integer arithmetic in registers: SHA-256, a 64-bit generator, Collatz chains, greatest common divisors, modular powers.
#include "bench.h"

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, int n) { return (x >> n) | (x << (32 - n)); }

static NOINLINE void sha256_block(uint32_t state[8], const uint32_t block[16]) {
    uint32_t w[64];
    for (int i = 0; i < 16; i++) w[i] = block[i];
    for (int i = 16; i < 64; i++) {
        uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3);
        uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i++) {
        uint32_t t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
        uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static NOINLINE uint64_t sha256_chain(uint32_t seed, int blocks) {
    uint32_t state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    uint32_t block[16];
    for (int i = 0; i < 16; i++) block[i] = seed * 0x9e3779b9u + (uint32_t)i;
    for (int i = 0; i < blocks; i++) {
        sha256_block(state, block);
        block[i & 15] ^= state[i & 7];
    }
    return ((uint64_t)state[0] << 32) | state[7];
}

static NOINLINE uint64_t generator(uint64_t seed, int steps) {
    uint64_t a = seed | 1, b = ~seed, sum = 0;
    for (int i = 0; i < steps; i++) {
        uint64_t t = a;
        a = b;
        t ^= t << 23;
        t ^= t >> 18;
        t ^= b ^ (b >> 5);
        b = t;
        sum += (a + b) * 0x9e3779b97f4a7c15ull;
        sum ^= (uint64_t)__builtin_popcountll(t) << (__builtin_clzll(t | 1) & 31);
    }
    return sum;
}

static NOINLINE uint32_t collatz(uint32_t from, uint32_t to) {
    uint32_t longest = 0, best = 0;
    for (uint32_t start = from; start < to; start++) {
        uint64_t n = start;
        uint32_t steps = 0;
        while (n > 1) {
            n = n & 1 ? 3 * n + 1 : n >> 1;
            steps++;
        }
        if (steps > longest) longest = steps, best = start;
    }
    return best * 1000 + longest;
}

static NOINLINE uint32_t divisors(uint32_t seed, int pairs) {
    uint32_t sum = 0;
    for (int i = 0; i < pairs; i++) {
        uint32_t a = bench_random(&seed), b = bench_random(&seed);
        while (b) {
            uint32_t rest = a % b;
            a = b;
            b = rest;
        }
        sum = sum * 31 + a;
    }
    return sum;
}

static NOINLINE uint64_t powers(uint64_t base, int count) {
    const uint64_t modulus = 0xfffffffbull;
    uint64_t sum = 0;
    for (int i = 1; i <= count; i++) {
        uint64_t result = 1, square = (base + (uint64_t)i) % modulus;
        for (uint32_t exponent = 0x10001u * (uint32_t)i; exponent; exponent >>= 1) {
            if (exponent & 1) result = result * square % modulus;
            square = square * square % modulus;
        }
        sum += result;
    }
    return sum;
}

int main(int argc, char **argv) {
    uint32_t iterations = bench_iterations(argc, argv, 1800);
    uint64_t checksum = BENCH_SEED;
    for (uint32_t i = 1; i <= iterations; i++) {
        checksum = bench_mix(checksum, sha256_chain(i, 40));
        checksum = bench_mix(checksum, generator(i, 4000));
        checksum = bench_mix(checksum, collatz(i * 50, i * 50 + 250));
        checksum = bench_mix(checksum, divisors(i, 400));
        checksum = bench_mix(checksum, powers(i, 60));
    }
    return bench_report("integer", iterations, checksum);
}
