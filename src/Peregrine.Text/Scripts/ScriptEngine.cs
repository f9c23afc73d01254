using System.Text;

namespace Peregrine.Text.Scripts;

/// <summary>Makes the engines that scripts mean to run on.</summary>
internal static class ScriptEngine
{
    /// <summary>An engine for one script: with the features and the options that its header and its place in the suites ask for.</summary>
    /// <param name="path">Path of the script.</param>
    /// <param name="utf8">Its text.</param>
    /// <param name="options">What holds otherwise; stays as it is.</param>
    /// <exception cref="ArgumentException">An option is out of range or names an unknown execution engine.</exception>
    public static Engine Create(string path, ReadOnlySpan<byte> utf8, EngineOptions options)
    {
        string text = Encoding.UTF8.GetString(utf8);
        var own = options.Copy();
        own.Features = ScriptFeatures.For(path, text, options.Features);
        own.NanCanonicalization |= ScriptHeader.Read(text).NanCanonicalization;
        return new Engine(own);
    }
}
