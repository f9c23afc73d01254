using Peregrine.Wasi.Hosting;
using Peregrine.Wasi.Hosting.Machine;

namespace Peregrine.Wasi.Tests.Hosting;

/// <summary>Which names reach the machine's file system.</summary>
public sealed class PortableNameTests
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void NamesThatAreNoSingleComponentAreRefusedEverywhere(string name) => Assert.False(ComponentName.IsValid(name));

    [Theory]
    [InlineData("a\\b")]
    [InlineData("..\\secret")]
    [InlineData("C:")]
    [InlineData("file:stream")]
    [InlineData("CON")]
    [InlineData("con.txt")]
    [InlineData("NUL ")]
    [InlineData("nul .txt")]
    [InlineData("COM1")]
    [InlineData("lpt9.log")]
    [InlineData("COM¹")]
    [InlineData("trailing.")]
    [InlineData("trailing ")]
    [InlineData(".. ")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a\nb")]
    public void NamesThatWindowsReadsDifferentlyAreRefusedThere(string name) => Assert.False(PortableName.IsValidOnWindows(name));

    [Theory]
    [InlineData("file.txt")]
    [InlineData("...a")]
    [InlineData("COM")]
    [InlineData("COM10")]
    [InlineData("console")]
    [InlineData("größe")]
    public void OrdinaryNamesAreTaken(string name) => Assert.True(PortableName.IsValidOnWindows(name) && ComponentName.IsValid(name));
}
