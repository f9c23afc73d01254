// Start-up: what an engine costs before and after it does anything. The format links in printf, as most programs do.
#include <stdio.h>

int main(int argc, char **argv) {
    printf("Hello, %s!\n", argc > 1 ? argv[1] : "world");
    return 0;
}
