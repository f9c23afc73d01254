// A mix in the manner of embedded benchmarks: linked lists, small matrices, a text state machine, and a CRC over it all.
#include "bench.h"

#define NODES 120
#define SIZE 14
#define TEXT 600

struct Node {
    struct Node *next;
    int16_t key;
    uint16_t index;
};

static struct Node nodes[NODES];
static int16_t matrix_a[SIZE * SIZE], matrix_b[SIZE * SIZE];
static int32_t matrix_c[SIZE * SIZE];
static char text[TEXT + 1];

static uint16_t crc16(uint16_t crc, uint32_t value, int bits) {
    for (int i = 0; i < bits; i++) {
        uint32_t low = (crc ^ value) & 1;
        value >>= 1;
        crc >>= 1;
        if (low) crc ^= 0xa001;
    }
    return crc;
}

static struct Node *list_build(uint32_t *random) {
    for (int i = 0; i < NODES; i++) {
        nodes[i].key = (int16_t)bench_random(random);
        nodes[i].index = (uint16_t)i;
        nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : NULL;
    }
    return &nodes[0];
}

static NOINLINE struct Node *list_find(struct Node *list, int16_t key) {
    while (list && list->key != key) list = list->next;
    return list;
}

static NOINLINE struct Node *list_reverse(struct Node *list) {
    struct Node *reversed = NULL;
    while (list) {
        struct Node *next = list->next;
        list->next = reversed;
        reversed = list;
        list = next;
    }
    return reversed;
}

typedef int Compare(const struct Node *, const struct Node *);

static int by_key(const struct Node *a, const struct Node *b) { return a->key - b->key; }
static int by_index(const struct Node *a, const struct Node *b) { return a->index - b->index; }

// Bottom-up merge sort on the links alone.
static NOINLINE struct Node *list_sort(struct Node *list, Compare *compare) {
    for (int width = 1;; width *= 2) {
        struct Node *left = list, *tail = NULL;
        int merges = 0;
        list = NULL;
        while (left) {
            struct Node *right = left;
            int left_size = 0, right_size = width;
            merges++;
            while (left_size < width && right) {
                left_size++;
                right = right->next;
            }
            while (left_size > 0 || (right_size > 0 && right)) {
                struct Node *taken;
                if (left_size > 0 && (right_size == 0 || !right || compare(left, right) <= 0)) {
                    taken = left;
                    left = left->next;
                    left_size--;
                } else {
                    taken = right;
                    right = right->next;
                    right_size--;
                }
                if (tail) tail->next = taken;
                else list = taken;
                tail = taken;
            }
            left = right;
        }
        tail->next = NULL;
        if (merges <= 1) return list;
    }
}

static NOINLINE uint16_t lists(struct Node *list, uint16_t crc, uint32_t *random) {
    for (int i = 0; i < 12; i++) {
        const struct Node *found = list_find(list, nodes[bench_random(random) % NODES].key);
        crc = crc16(crc, found->index, 16);
        list = list_reverse(list);
    }
    list = list_sort(list, by_key);
    for (const struct Node *node = list; node; node = node->next) crc = crc16(crc, (uint16_t)node->key, 16);
    list = list_sort(list, by_index);
    return crc16(crc, list->index, 16);
}

static NOINLINE uint16_t matrices(uint16_t crc, int16_t factor) {
    for (int i = 0; i < SIZE * SIZE; i++) matrix_a[i] = (int16_t)(matrix_a[i] + factor);
    for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
            int32_t sum = 0;
            for (int k = 0; k < SIZE; k++) sum += (int32_t)matrix_a[row * SIZE + k] * matrix_b[k * SIZE + column];
            matrix_c[row * SIZE + column] = sum;
        }
    }
    for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
            int32_t sum = 0;
            for (int k = 0; k < SIZE; k++) {
                int32_t product = (int32_t)matrix_a[row * SIZE + k] * matrix_b[k * SIZE + column];
                sum += ((product >> 2) & 0xf) * ((product >> 5) & 0x7f);
            }
            matrix_c[row * SIZE + column] += sum;
        }
    }
    int32_t sum = 0, last = 0;
    for (int i = 0; i < SIZE * SIZE; i++) {
        sum += matrix_c[i] > last ? 10 : -1;
        last = matrix_c[i];
    }
    for (int i = 0; i < SIZE * SIZE; i++) matrix_a[i] = (int16_t)(matrix_a[i] - factor);
    return crc16(crc16(crc, (uint32_t)sum, 32), (uint32_t)last, 32);
}

enum State { START, INTEGER, SIGNED, FRACTION, EXPONENT, SCIENTIFIC, INVALID, STATES };

static enum State next_state(enum State state, char c) {
    int digit = c >= '0' && c <= '9';
    switch (state) {
        case START: return digit ? INTEGER : c == '+' || c == '-' ? SIGNED : c == '.' ? FRACTION : INVALID;
        case SIGNED: return digit ? INTEGER : c == '.' ? FRACTION : INVALID;
        case INTEGER: return digit ? INTEGER : c == '.' ? FRACTION : INVALID;
        case FRACTION: return digit ? FRACTION : c == 'e' || c == 'E' ? EXPONENT : INVALID;
        case EXPONENT: return digit || c == '+' || c == '-' ? SCIENTIFIC : INVALID;
        case SCIENTIFIC: return digit ? SCIENTIFIC : INVALID;
        default: return INVALID;
    }
}

static NOINLINE uint16_t states(uint16_t crc) {
    uint32_t finals[STATES] = { 0 }, visits[STATES] = { 0 };
    enum State state = START;
    for (const char *p = text; *p; p++) {
        if (*p == ',') {
            finals[state]++;
            state = START;
        } else {
            state = next_state(state, *p);
            visits[state]++;
        }
    }
    for (int i = 0; i < STATES; i++) crc = crc16(crc16(crc, finals[i], 16), visits[i], 16);
    return crc;
}

static void text_build(uint32_t *random) {
    static const char *const words[] = {
        "5012", "-874", "+122", "35.54400", ".1234500", "-110.700", "+0.64400", "5.500e+3", "-.123e-2", "T0.3e-1F", "-T.T++Tq", "1T3.4e4z",
    };
    int at = 0;
    while (at < TEXT - 10) {
        for (const char *p = words[bench_random(random) % 12]; *p; p++) text[at++] = *p;
        text[at++] = ',';
    }
    text[at] = 0;
}

int main(int argc, char **argv) {
    uint32_t iterations = bench_iterations(argc, argv, 7000), random = 0x1234567;
    uint64_t checksum = BENCH_SEED;
    struct Node *list = list_build(&random);
    for (int i = 0; i < SIZE * SIZE; i++) {
        matrix_a[i] = (int16_t)(bench_random(&random) & 0x7f);
        matrix_b[i] = (int16_t)(bench_random(&random) & 0x7f);
    }
    text_build(&random);
    uint16_t crc = 0xffff;
    for (uint32_t i = 0; i < iterations; i++) {
        crc = lists(list, crc, &random);
        list = &nodes[0];
        crc = matrices(crc, (int16_t)(i & 0x3f));
        crc = states(crc);
        text[i % 200] ^= text[i % 200] == ',' ? 0 : (char)(i & 1);
        checksum = bench_mix(checksum, crc);
    }
    return bench_report("core", iterations, checksum);
}
