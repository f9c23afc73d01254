using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>Arguments, environment, clocks, random numbers, exit and signals.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void ArgumentsAndEnvironmentArriveWithTheirZeros()
    {
        using var guest = new Guest(new WasiConfiguration().WithArgs("prog", "größe", "").WithEnvironmentVariable("A", "1").WithEnvironmentVariable("B", ""));
        uint sizes = guest.Reserve(8);
        guest.Success("args_sizes_get", sizes, sizes + 4);
        Assert.Equal((3u, 14u), (guest.Read32(sizes), guest.Read32(sizes + 4)));
        uint pointers = guest.Reserve(12);
        uint buffer = guest.Reserve(16);
        guest.Success("args_get", pointers, buffer);
        Assert.Equal("prog\0größe\0\0", guest.Text(buffer, 14));
        Assert.Equal((buffer, buffer + 5, buffer + 13), (guest.Read32(pointers), guest.Read32(pointers + 4), guest.Read32(pointers + 8)));
        guest.Success("environ_sizes_get", sizes, sizes + 4);
        Assert.Equal((2u, 7u), (guest.Read32(sizes), guest.Read32(sizes + 4)));
        guest.Success("environ_get", pointers, buffer);
        Assert.Equal("A=1\0B=\0", guest.Text(buffer, 7));
    }

    [Fact]
    public void WhatCannotBePassedIsRefusedByTheConfiguration()
    {
        var configuration = new WasiConfiguration();
        Assert.Throws<ArgumentException>(() => configuration.WithArg("a\0b"));
        Assert.Throws<ArgumentException>(() => configuration.WithEnvironmentVariable("A=B", "c"));
        Assert.Throws<DirectoryNotFoundException>(() => new WasiConfiguration().WithPreopenedDirectory("/no/such/folder", "/").CreateContext());
    }

    [Fact]
    public void ClocksFollowTheTimeProvider()
    {
        using var guest = new Guest(new WasiConfiguration().WithTimeProvider(new FakeTime(jumps: false)));
        uint result = guest.Reserve(8);
        guest.Success("clock_time_get", 0, 0, result);
        Assert.Equal(1_577_934_245_000_000_000UL, guest.Read64(result));
        guest.Success("clock_time_get", 1, 0, result);
        Assert.Equal(0UL, guest.Read64(result));
        guest.Success("clock_res_get", 1, result);
        Assert.Equal(100UL, guest.Read64(result));
        foreach (int clock in new[] { 2, 3 })
        {
            guest.Success("clock_time_get", clock, 0, result);
            Assert.NotEqual(0UL, guest.Read64(result));
            guest.Success("clock_res_get", clock, result);
        }

        Assert.Equal(Errno.Inval, guest.Call("clock_time_get", 4, 0, result));
        Assert.Equal(Errno.Inval, guest.Call("clock_res_get", 4, result));
    }

    [Fact]
    public void SeededRandomNumbersRepeat()
    {
        byte[] Draw(ulong seed)
        {
            using var guest = new Guest(new WasiConfiguration().WithRandom(HostRandom.Seeded(seed)));
            uint buffer = guest.Reserve(101);
            guest.Success("random_get", buffer, 101);
            return guest.Bytes(buffer, 101).ToArray();
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.Equal("16C72E0C2E0B", Convert.ToHexString(Draw(42).AsSpan(0, 6)));
    }

    [Fact]
    public void ExitCarriesItsCodeAndFlushesOutput()
    {
        var output = new CapturedOutput();
        using var guest = new Guest(new WasiConfiguration().WithStandardOutput(StandardStreams.Buffered(output)));
        guest.Write(1, "bye");
        Assert.Equal(33, Assert.Throws<ExitException>(() => guest.Call("proc_exit", 33)).ExitCode);
        Assert.Equal(("bye", 33), (output.Text, guest.Context.ExitCode));
        Assert.Equal(-1, Assert.Throws<ExitException>(() => guest.Call("proc_exit", 0xFFFFFFFF)).ExitCode);
    }

    [Fact]
    public void SignalsEndTheProgramOrDoNothing()
    {
        using var guest = new Guest(new WasiConfiguration());
        Assert.Equal(134, Assert.Throws<ExitException>(() => guest.Call("proc_raise", (long)Signal.Abrt)).ExitCode);
        guest.Success("proc_raise", (long)Signal.Chld);
        Assert.Equal(Errno.Inval, guest.Call("proc_raise", 200));
        guest.Success("sched_yield");
    }
}
