using System.Net;
using System.Net.Sockets;
using System.Text;
using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>Sockets that were opened beforehand.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task AGuestServesAConnection()
    {
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        using var guest = new Guest(new WasiConfiguration().WithListener(new SocketListener(listening)));
        uint result = guest.Reserve(8);
        guest.Success("fd_fdstat_set_flags", 3, (long)FdFlags.Nonblock);
        Assert.Equal(Errno.Again, guest.Call("sock_accept", 3, 0, result));
        guest.Success("fd_fdstat_set_flags", 3, 0);
        var accepting = Task.Run(() => guest.Call("sock_accept", 3, 0, result));
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listening.LocalEndPoint!);
        Assert.Equal(Errno.Success, await accepting);
        uint fd = guest.Read32(result);

        NetworkStream stream = client.GetStream();
        var receiving = Task.Run(() => Receive(guest, fd, 2));
        await stream.WriteAsync("ping"u8.ToArray());
        Assert.Equal("ping", await receiving);
        Assert.Equal(Errno.Success, Send(guest, fd, "pong"));
        byte[] buffer = new byte[4];
        await stream.ReadExactlyAsync(buffer);
        Assert.Equal("pong", Encoding.UTF8.GetString(buffer));
        guest.Success("sock_shutdown", fd, 2);
        Assert.Equal(0, await stream.ReadAsync(buffer));
        client.Close();
        Assert.Equal("", Receive(guest, fd, 0));
        guest.Close(fd);
    }

    [Fact]
    public void WhatIsNoSocketSaysSo()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        uint result = guest.Reserve(8);
        Assert.Equal(Errno.Notsock, guest.Call("sock_shutdown", 1, 1));
        Assert.Equal(Errno.Notsock, guest.Call("sock_accept", 3, 0, result));
        Assert.Equal(Errno.Badf, guest.Call("sock_shutdown", 9, 1));
        Assert.Equal(Errno.Notsock, Send(guest, 0, "x"));
    }

    private static string Receive(Guest guest, uint fd, int flags)
    {
        uint buffer = guest.Reserve(4);
        uint result = guest.Reserve(8);
        guest.Success("sock_recv", fd, guest.PutVectors(buffer, 4), 1, flags, result, result + 4);
        return guest.Text(buffer, (int)guest.Read32(result));
    }

    private static Errno Send(Guest guest, uint fd, string text)
    {
        var (pointer, length) = guest.Put(text);
        return guest.Call("sock_send", fd, guest.PutVectors(pointer, (uint)length), 1, 0, guest.Reserve(4));
    }
}
