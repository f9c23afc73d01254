// One instruction of threaded code: what every handler is, and what the code stream points to.
global using unsafe Handler = delegate*<byte*, ulong*, byte*, long, Peregrine.Runtime.Layout.InstanceContext*, ref object?, double, long>;
