// Loads and stores of every width: a sieve, copies by hand, a hash table of words, quicksort, and a walk in random order.
#include <string.h>
#include "bench.h"

#define LIMIT 60000
#define BYTES 16384
#define SLOTS 4096
#define NUMBERS 6000

static uint8_t composite[LIMIT];
static uint8_t source[BYTES], target[BYTES];
static struct { uint32_t hash, count, at, length; } table[SLOTS];
static int32_t numbers[NUMBERS];
static uint16_t order[BYTES / 2];

static NOINLINE uint32_t sieve(void) {
    memset(composite, 0, sizeof composite);
    uint32_t primes = 0;
    for (uint32_t i = 2; i < LIMIT; i++) {
        if (composite[i]) continue;
        primes += i;
        for (uint32_t multiple = i * 2; multiple < LIMIT; multiple += i) composite[multiple] = 1;
    }
    return primes;
}

// Reversal and interleaving by bytes, halves and words: no library routine can stand in for these loops.
static NOINLINE uint64_t copies(void) {
    for (uint32_t i = 0; i < BYTES; i++) target[BYTES - 1 - i] = source[i];
    const uint16_t *halves = (const uint16_t *)target;
    uint16_t *out = (uint16_t *)source;
    for (uint32_t i = 0; i < BYTES / 4; i++) {
        out[i * 2] = halves[i];
        out[i * 2 + 1] = halves[i + BYTES / 4];
    }
    const uint64_t *words = (const uint64_t *)source;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < BYTES / 8; i++) sum = sum * 3 + words[i];
    memcpy(target, source, BYTES);
    memmove(target + 8, target, BYTES - 8);
    return sum + target[BYTES - 1];
}

// Counts the words of the text that `target` spells in an open-addressing table.
static NOINLINE uint32_t words(void) {
    memset(table, 0, sizeof table);
    uint32_t distinct = 0, start = 0, hash = 5381;
    for (uint32_t i = 0; i < BYTES; i++) {
        uint8_t letter = 'a' + target[i] % 12;
        if (letter > 'a') {
            hash = hash * 33 ^ letter;
            continue;
        }
        uint32_t length = i - start, slot = hash % SLOTS;
        while (table[slot].count && (table[slot].hash != hash || table[slot].length != length)) slot = (slot + 1) % SLOTS;
        if (!table[slot].count++) {
            table[slot].hash = hash;
            table[slot].length = length;
            table[slot].at = start;
            distinct++;
        }
        start = i + 1;
        hash = 5381;
    }
    return distinct;
}

static void quicksort(int32_t *from, int32_t *to) {
    while (to - from > 12) {
        int32_t pivot = from[(to - from) / 2], *low = from, *high = to - 1;
        while (low <= high) {
            while (*low < pivot) low++;
            while (*high > pivot) high--;
            if (low > high) break;
            int32_t swapped = *low;
            *low++ = *high;
            *high-- = swapped;
        }
        quicksort(from, high + 1);
        from = low;
    }
    for (int32_t *i = from + 1; i < to; i++) {
        int32_t value = *i, *hole = i;
        for (; hole > from && hole[-1] > value; hole--) *hole = hole[-1];
        *hole = value;
    }
}

static NOINLINE uint32_t walk(void) {
    uint32_t at = 0, sum = 0;
    for (uint32_t i = 0; i < BYTES; i++) {
        at = order[at];
        sum = (sum << 1) ^ at;
    }
    return sum;
}

int main(int argc, char **argv) {
    uint32_t iterations = bench_iterations(argc, argv, 270), random = 7;
    uint64_t checksum = BENCH_SEED;
    for (uint32_t i = 0; i < BYTES; i++) source[i] = (uint8_t)bench_random(&random);
    for (uint32_t i = 0; i < BYTES / 2; i++) order[i] = (uint16_t)i;
    for (uint32_t i = BYTES / 2 - 1; i > 0; i--) {
        // Sattolo's shuffle: one cycle, so that the walk visits everything.
        uint32_t other = bench_random(&random) % i;
        uint16_t swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
    }
    for (uint32_t i = 0; i < iterations; i++) {
        checksum = bench_mix(checksum, sieve());
        for (int k = 0; k < 4; k++) checksum = bench_mix(checksum, copies());
        checksum = bench_mix(checksum, words());
        for (int k = 0; k < NUMBERS; k++) numbers[k] = (int32_t)bench_random(&random);
        quicksort(numbers, numbers + NUMBERS);
        checksum = bench_mix(checksum, (uint32_t)numbers[NUMBERS / 3]);
        checksum = bench_mix(checksum, walk());
    }
    return bench_report("memory", iterations, checksum);
}
