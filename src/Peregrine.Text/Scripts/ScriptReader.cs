using Peregrine.Text.Lexing;
using Peregrine.Text.Parsing;

namespace Peregrine.Text.Scripts;

/// <summary>Reads the commands of a script one after the other; modules in them stay text until they are needed.</summary>
/// <remarks>What cannot be read becomes a <see cref="BrokenCommand"/>, and reading goes on behind it.</remarks>
internal sealed class ScriptReader
{
    private readonly SourceText _source;
    private readonly TokenBuffer _buffer = new();
    private readonly SymbolTable _symbols = new();

    private ScriptReader(SourceText source) => _source = source;

    /// <summary>The commands, each read when it is asked for.</summary>
    public static IEnumerable<Command> Read(SourceText source) => new ScriptReader(source).ReadAll();

    private IEnumerable<Command> ReadAll()
    {
        int start = 0;
        while (true)
        {
            int end = Lexer.ReadForm(_source, start, _buffer);
            if (_buffer.Tokens[0].Kind == TokenKind.End)
            {
                yield break;
            }

            if (start == 0 && IsModuleField())
            {
                // The whole file is one module, written without the parentheses around it.
                yield return new ModuleCommand(1, new ScriptModule(null, _source, 0, _source.Length, isDefinition: false), IsDefinition: false);
                yield break;
            }

            yield return ReadCommand(new CommandParser(_source, _buffer, _symbols));
            bool isBroken = _buffer.Tokens[^2].Kind == TokenKind.Error;
            if (isBroken)
            {
                yield break;
            }

            start = end;
        }
    }

    private Command ReadCommand(CommandParser parser)
    {
        try
        {
            return parser.ReadCommand();
        }
        catch (MalformedModuleException e)
        {
            return new BrokenCommand(_source.Position(_buffer.Tokens[0].Start).Line, e.Message);
        }
    }

    private bool IsModuleField()
    {
        var reader = new TokenReader(_source, _buffer);
        return reader.AtForm("func"u8) || reader.AtForm("type"u8) || reader.AtForm("rec"u8) || reader.AtForm("import"u8) || reader.AtForm("export"u8)
            || reader.AtForm("table"u8) || reader.AtForm("memory"u8) || reader.AtForm("global"u8) || reader.AtForm("tag"u8)
            || reader.AtForm("start"u8) || reader.AtForm("elem"u8) || reader.AtForm("data"u8);
    }
}
