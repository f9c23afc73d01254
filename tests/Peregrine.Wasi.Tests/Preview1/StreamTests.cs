using System.IO.Pipelines;
using System.Text;
using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>Standard streams.</summary>
public sealed class StreamTests
{
    [Fact]
    public void InputIsReadToItsEnd()
    {
        using var guest = new Guest(new WasiConfiguration().WithStandardInput(new MemoryStream("hello"u8.ToArray())));
        Assert.Equal("hel", guest.Read(0, 3));
        Assert.Equal("lo", guest.Read(0, 3));
        Assert.Equal("", guest.Read(0, 3));
        Assert.Equal(Errno.Notcapable, guest.TryWrite(0, "x", out _));
    }

    [Fact]
    public void OutputIsCapturedAndInputRefused()
    {
        var output = new CapturedOutput();
        var error = new CapturedOutput();
        using var guest = new Guest(new WasiConfiguration().WithStandardOutput(output).WithStandardError(error));
        guest.Write(1, "out");
        guest.Write(2, "err");
        Assert.Equal(("out", "err"), (output.Text, error.Text));
        Assert.Equal(Errno.Notcapable, guest.TryRead(1, 1, out _));
        uint result = guest.Reserve(24);
        guest.Success("fd_fdstat_get", 1, result);
        Assert.Equal(0UL, guest.Read64(result + 8) & (ulong)(Rights.FdSeek | Rights.FdTell));
        Assert.Equal(Errno.Spipe, guest.Call("fd_seek", 1, 0, 0, result));
    }

    [Fact]
    public void ScatteredBuffersAreWrittenInOrder()
    {
        var output = new CapturedOutput();
        using var guest = new Guest(new WasiConfiguration().WithStandardOutput(output));
        uint text = guest.Put("abcdef"u8);
        uint result = guest.Reserve(4);
        guest.Success("fd_write", 1, guest.PutVectors(text + 3, 3, text, 0, text, 3), 3, result);
        Assert.Equal(("defabc", 6u), (output.Text, guest.Read32(result)));
    }

    [Fact]
    public void BufferedOutputIsShownBeforeInputErrorsAndWaits()
    {
        var output = new CapturedOutput();
        using var guest = new Guest(new WasiConfiguration()
            .WithStandardOutput(StandardStreams.Buffered(output)).WithStandardInput(StandardStreams.FromBytes("x"u8.ToArray())));
        guest.Write(1, "1");
        guest.Read(0);
        Assert.Equal("1", output.Text);
        guest.Write(1, "2");
        guest.Write(2, "error");
        Assert.Equal("12", output.Text);
        guest.Write(1, "3");
        PollTests.Sleep(guest, 5_000_000);
        Assert.Equal("123", output.Text);
        guest.Write(1, new string('x', 40000));
        Assert.Equal(40003, output.Text.Length);
        guest.Write(1, "4");
        guest.Dispose();
        Assert.EndsWith("4", output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BufferedOutputIsShownSoonWithoutAnyFlush()
    {
        var output = new CapturedOutput();
        using var guest = new Guest(new WasiConfiguration().WithStandardOutput(StandardStreams.Buffered(output)));
        guest.Write(1, "progress");
        while (output.Text.Length == 0)
        {
            await Task.Delay(1);
        }

        Assert.Equal("progress", output.Text);
    }

    [Fact]
    public void LinesArriveOneByOne()
    {
        var lines = new List<string>();
        using (var guest = new Guest(new WasiConfiguration().WithStandardOutput(StandardStreams.ToLines(lines.Add))))
        {
            guest.Write(1, "one\r\ntw");
            guest.Write(1, "o\n\nlast");
            Assert.Equal(["one", "two", ""], lines);
        }

        Assert.Equal("last", lines[^1]);
    }

    [Fact]
    public void AFullCaptureIsNoSpace()
    {
        using var guest = new Guest(new WasiConfiguration().WithStandardOutput(new CapturedOutput(4)));
        guest.Write(1, "1234");
        Assert.Equal(Errno.Nospc, guest.TryWrite(1, "5", out _));
    }

    [Fact]
    public void ErrorsOfAStreamAreErrorsOfTheGuest()
    {
        var stream = new MemoryStream();
        using var guest = new Guest(new WasiConfiguration().WithStandardOutput(stream).WithStandardInput(stream));
        guest.Write(1, "x");
        stream.Dispose();
        Assert.Equal(Errno.Badf, guest.TryWrite(1, "x", out _));
        Assert.Equal(Errno.Badf, guest.TryRead(0, 1, out _));
    }

    [Fact]
    public async Task AReadThatWaitsCanBeCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var pipe = new Pipe();
        using var guest = new Guest(new WasiConfiguration().WithStandardInput(pipe.Reader.AsStream()).WithCancellation(cancellation.Token));
        var reading = Task.Run(() => guest.Read(0));
        await Task.Delay(20);
        Assert.False(reading.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task WhatACancelledReadBroughtIsNotLost()
    {
        var pipe = new Pipe();
        IInputStream input = StandardStreams.FromStream(pipe.Reader.AsStream());
        using var cancellation = new CancellationTokenSource(20);
        Assert.ThrowsAny<OperationCanceledException>(() => input.Read(new byte[10], cancellation.Token, out _));
        await pipe.Writer.WriteAsync("late"u8.ToArray());
        byte[] buffer = new byte[10];
        Assert.Equal(HostError.None, input.Read(buffer.AsSpan(0, 2), CancellationToken.None, out int first));
        Assert.Equal(HostError.None, input.Read(buffer.AsSpan(first), CancellationToken.None, out int second));
        Assert.Equal("late", Encoding.UTF8.GetString(buffer, 0, first + second));
    }

    [Fact]
    public void InputThatIsNotThereIsAgainInNonBlockingMode()
    {
        var pipe = new Pipe();
        using var guest = new Guest(new WasiConfiguration().WithStandardInput(pipe.Reader.AsStream()));
        guest.Success("fd_fdstat_set_flags", 0, (long)FdFlags.Nonblock);
        Assert.Equal(Errno.Again, guest.TryRead(0, 10, out _));
    }
}
