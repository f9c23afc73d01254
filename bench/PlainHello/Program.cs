// The yardstick for start-up: what a .NET process costs that runs no WebAssembly at all.
Console.WriteLine("Hello, world!");
