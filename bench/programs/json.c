// JSON text to a tree and back: allocation, pointers, strings, number conversion, recursion.
#include <string.h>
#include "bench.h"

enum Kind { NULL_VALUE, FALSE_VALUE, TRUE_VALUE, NUMBER, STRING, ARRAY, OBJECT };

struct Value {
    enum Kind kind;
    uint32_t length;
    double number;
    char *text;
    char *name;
    struct Value *first, *next;
};

// Trees live until the next round: one arena, emptied at once.
static uint8_t *arena;
static uint32_t arena_used, arena_size;

static void *allocate(uint32_t size) {
    size = (size + 7) & ~7u;
    if (arena_used + size > arena_size) abort();
    void *result = arena + arena_used;
    arena_used += size;
    return result;
}

static const char *at;

static void fail(void) {
    fprintf(stderr, "json: bad text\n");
    exit(1);
}

static void skip_space(void) {
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') at++;
}

static int hexadecimal(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

static char *parse_string(uint32_t *length) {
    if (*at++ != '"') fail();
    uint32_t limit = 0;
    for (const char *p = at; *p != '"'; p++, limit++)
        if (*p == '\\') p++;
    char *text = allocate(limit * 3 + 1), *out = text;
    while (*at != '"') {
        char c = *at++;
        if (c != '\\') {
            *out++ = c;
            continue;
        }
        c = *at++;
        switch (c) {
            case 'n': *out++ = '\n'; break;
            case 't': *out++ = '\t'; break;
            case 'u': {
                uint32_t code = 0;
                for (int i = 0; i < 4; i++) code = code * 16 + (uint32_t)hexadecimal(*at++);
                if (code < 0x80) {
                    *out++ = (char)code;
                } else if (code < 0x800) {
                    *out++ = (char)(0xc0 | code >> 6);
                    *out++ = (char)(0x80 | (code & 63));
                } else {
                    *out++ = (char)(0xe0 | code >> 12);
                    *out++ = (char)(0x80 | (code >> 6 & 63));
                    *out++ = (char)(0x80 | (code & 63));
                }
                break;
            }
            default: *out++ = c; break;
        }
    }
    at++;
    *out = 0;
    if (length) *length = (uint32_t)(out - text);
    return text;
}

static double parse_number(void) {
    int negative = *at == '-', scale = 0;
    if (negative) at++;
    double value = 0;
    while (*at >= '0' && *at <= '9') value = value * 10 + (*at++ - '0');
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9'; scale--) value = value * 10 + (*at++ - '0');
    if (*at == 'e' || *at == 'E') {
        int down = *++at == '-', exponent = 0;
        if (*at == '-' || *at == '+') at++;
        while (*at >= '0' && *at <= '9') exponent = exponent * 10 + (*at++ - '0');
        scale += down ? -exponent : exponent;
    }
    for (; scale > 0; scale--) value *= 10;
    for (; scale < 0; scale++) value /= 10;
    return negative ? -value : value;
}

static struct Value *parse_value(void) {
    struct Value *value = allocate(sizeof *value);
    memset(value, 0, sizeof *value);
    skip_space();
    switch (*at) {
        case 'n': at += 4; value->kind = NULL_VALUE; break;
        case 'f': at += 5; value->kind = FALSE_VALUE; break;
        case 't': at += 4; value->kind = TRUE_VALUE; break;
        case '"': value->kind = STRING; value->text = parse_string(&value->length); break;
        case '[':
        case '{': {
            char close = *at == '[' ? ']' : '}';
            struct Value **link = &value->first;
            value->kind = close == ']' ? ARRAY : OBJECT;
            at++;
            skip_space();
            while (*at != close) {
                char *name = NULL;
                if (close == '}') {
                    skip_space();
                    name = parse_string(NULL);
                    skip_space();
                    if (*at++ != ':') fail();
                }
                *link = parse_value();
                (*link)->name = name;
                link = &(*link)->next;
                value->length++;
                skip_space();
                if (*at == ',') at++;
                else if (*at != close) fail();
            }
            at++;
            break;
        }
        default:
            if (*at != '-' && (*at < '0' || *at > '9')) fail();
            value->kind = NUMBER;
            value->number = parse_number();
            break;
    }
    return value;
}

static char *out;

static void print_text(const char *text) {
    while (*text) *out++ = *text++;
}

static void print_string(const char *text) {
    static const char digits[] = "0123456789abcdef";
    *out++ = '"';
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            *out++ = '\\';
            *out++ = (char)c;
        } else if (c == '\n') {
            print_text("\\n");
        } else if (c < 0x20) {
            print_text("\\u00");
            *out++ = digits[c >> 4];
            *out++ = digits[c & 15];
        } else {
            *out++ = (char)c;
        }
    }
    *out++ = '"';
}

// Six decimals, trailing zeros cut: enough for the document, and free of the C library's printf.
static void print_number(double number) {
    if (number < 0) {
        *out++ = '-';
        number = -number;
    }
    uint64_t scaled = (uint64_t)(number * 1e6 + 0.5), whole = scaled / 1000000;
    uint32_t fraction = (uint32_t)(scaled % 1000000);
    char buffer[24];
    int length = 0;
    do buffer[length++] = (char)('0' + whole % 10);
    while ((whole /= 10) != 0);
    while (length) *out++ = buffer[--length];
    if (!fraction) return;
    *out++ = '.';
    for (uint32_t unit = 100000; fraction; unit /= 10) {
        *out++ = (char)('0' + fraction / unit);
        fraction %= unit;
    }
}

static void print_value(const struct Value *value) {
    switch (value->kind) {
        case NULL_VALUE: print_text("null"); break;
        case FALSE_VALUE: print_text("false"); break;
        case TRUE_VALUE: print_text("true"); break;
        case NUMBER: print_number(value->number); break;
        case STRING: print_string(value->text); break;
        case ARRAY:
        case OBJECT:
            *out++ = value->kind == ARRAY ? '[' : '{';
            for (const struct Value *item = value->first; item; item = item->next) {
                if (item != value->first) *out++ = ',';
                if (item->name) {
                    print_string(item->name);
                    *out++ = ':';
                }
                print_value(item);
            }
            *out++ = value->kind == ARRAY ? ']' : '}';
            break;
    }
}

static const struct Value *member(const struct Value *object, const char *name) {
    for (const struct Value *item = object->first; item; item = item->next)
        if (strcmp(item->name, name) == 0) return item;
    fail();
    return NULL;
}

static char *document(uint32_t records) {
    char *text = malloc(records * 256 + 64), *p = text;
    uint32_t random = 5;
    p += sprintf(p, "{ \"version\": 1.5, \"records\": [");
    for (uint32_t i = 0; i < records; i++) {
        p += sprintf(p, "%s\n  { \"id\": %u, \"name\": \"item \\\"%u\\\" \\u00e9\\n\", \"price\": %u.%02u, \"tags\": [\"a%u\", \"b\", null, %s], ",
            i ? "," : "", (unsigned)i, (unsigned)(bench_random(&random) % 1000), (unsigned)(bench_random(&random) % 500),
            (unsigned)(bench_random(&random) % 100), (unsigned)(i % 7), i & 1 ? "true" : "false");
        p += sprintf(p, "\"at\": { \"x\": -%u.%u, \"y\": %ue-3 } }",
            (unsigned)(bench_random(&random) % 90), (unsigned)(bench_random(&random) % 1000), (unsigned)(bench_random(&random) % 10000));
    }
    sprintf(p, "\n] }");
    return text;
}

int main(int argc, char **argv) {
    uint32_t iterations = bench_iterations(argc, argv, 500);
    uint64_t checksum = BENCH_SEED;
    char *text = document(200), *printed = malloc(200 * 256);
    arena_size = 1 << 20;
    arena = malloc(arena_size);
    for (uint32_t i = 0; i < iterations; i++) {
        arena_used = 0;
        at = text;
        const struct Value *root = parse_value();
        double sum = 0;
        for (struct Value *record = member(root, "records")->first; record; record = record->next) {
            sum += member(record, "price")->number + member(member(record, "at"), "x")->number;
            ((struct Value *)member(record, "id"))->number += i;
        }
        out = printed;
        print_value(root);
        *out = 0;
        at = printed;
        const struct Value *again = parse_value();
        checksum = bench_mix(checksum, bench_bits(sum));
        checksum = bench_mix(checksum, (uint64_t)(out - printed) + member(again, "records")->length);
        uint32_t hash = 0;
        for (const char *p = printed; *p; p++) hash = hash * 31 + (uint8_t)*p;
        checksum = bench_mix(checksum, hash);
    }
    return bench_report("json", iterations, checksum);
}
