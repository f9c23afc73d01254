using System.Text;
using Xunit;

namespace Peregrine.Cli.Tests;

/// <summary>Programs that nobody wrote for a test.</summary>
public sealed class RealProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EsbuildFact]
    public void EsbuildSaysItsVersion() => Assert.Equal(Esbuild.Version + "\n", CliProcess.Run(Esbuild.ModulePath!, "--version").Output);

    [EsbuildFact]
    public void EsbuildTransformsTypeScriptFromStandardInput()
    {
        byte[] input = Encoding.UTF8.GetBytes("const x: number = 1; export default (a:string)=>`${a}${x}` ");
        var result = CliProcess.RunWithInput(input, Esbuild.ModulePath!, "--loader=ts", "--minify");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("const e=1;export default t=>`${t}1`;\n", result.Output);
    }

    [EsbuildFact]
    public void EsbuildBundlesTwoFilesFromAPreopenedFolder()
    {
        _folder.Write("lib.js", "export const answer = 40 + 2;\n");
        _folder.Write("main.js", "import { answer } from './lib.js';\nconsole.log(answer);\n");
        var result = CliProcess.Run("run", "--dir", $"{_folder.Path}::/", Esbuild.ModulePath!, "--bundle", "/main.js", "--outfile=/out.js");
        Assert.True(result.ExitCode == 0, result.Error);
        string bundle = File.ReadAllText(Path.Combine(_folder.Path, "out.js"));
        Assert.Contains("var answer = 40 + 2", bundle, StringComparison.Ordinal);
        Assert.Contains("console.log(answer)", bundle, StringComparison.Ordinal);
    }
}
