using Peregrine.Text.Lexing;
using Peregrine.Text.Parsing;

namespace Peregrine.Text.Scripts;

/// <summary>Reads one command of a script.</summary>
internal sealed class CommandParser
{
    private const int MaximumThreadDepth = 16;

    private readonly TokenReader _reader;
    private readonly SourceText _source;
    private readonly SymbolTable _symbols;
    private readonly ValueParser _values;
    private int _threadDepth;

    public CommandParser(SourceText source, TokenBuffer buffer, SymbolTable symbols)
    {
        _source = source;
        _symbols = symbols;
        _reader = new TokenReader(source, buffer);
        _values = new ValueParser(_reader);
    }

    /// <exception cref="MalformedModuleException">It is no command.</exception>
    public Command ReadCommand()
    {
        int at = _reader.Position;
        int line = Line(at);
        if (_reader.AtForm("module"u8))
        {
            return ReadModuleCommand(line);
        }

        if (_reader.AtForm("invoke"u8) || _reader.AtForm("get"u8))
        {
            return new ActionCommand(line, ReadAction());
        }

        _reader.Open();
        if (_reader.Kind != TokenKind.Keyword)
        {
            _reader.Unexpected("a command");
        }

        string keyword = System.Text.Encoding.UTF8.GetString(_reader.Text);
        _reader.Skip();
        Command command;
        switch (keyword)
        {
            case "register":
                command = new RegisterCommand(line, _reader.ExpectName(), TryName());
                break;
            case "assert_return" when !AtComponent():
                command = new AssertReturnCommand(line, ReadAction(), ReadResults());
                break;
            case "thread":
                command = ReadThread(line);
                break;
            case "wait":
                command = new WaitCommand(line, ExpectName());
                break;
            case "component" or "script" or "input" or "output":
                return Skip(at, new SkippedCommand(line, $"{keyword}s are not executed", IsAssertion: false));
            default:
                if (AtComponent())
                {
                    return Skip(at, new SkippedCommand(line, "components are not executed", IsAssertion: true));
                }

                command = ReadAssertion(at, line, keyword);
                break;
        }

        _reader.Close();
        return command;
    }

    private Command Skip(int at, Command command)
    {
        _reader.Position = at;
        _reader.SkipForm();
        return command;
    }

    private bool AtComponent() => _reader.AtForm("component"u8);

    private AssertFailureCommand ReadAssertion(int at, int line, string keyword)
    {
        FailureKind? found = keyword switch
        {
            "assert_trap" => FailureKind.Trap,
            "assert_exhaustion" => FailureKind.Exhaustion,
            "assert_exception" => FailureKind.Exception,
            "assert_suspension" => FailureKind.Suspension,
            "assert_malformed" => FailureKind.Malformed,
            "assert_invalid" => FailureKind.Invalid,
            "assert_unlinkable" => FailureKind.Unlinkable,
            "assert_malformed_custom" => FailureKind.MalformedCustom,
            "assert_invalid_custom" => FailureKind.InvalidCustom,
            _ => null,
        };
        if (found is not { } kind)
        {
            throw _reader.At(at + 1, $"unknown command {keyword}");
        }

        ScriptAction? action = null;
        ScriptModule? module = null;
        if (_reader.AtForm("module"u8))
        {
            module = ReadModule(out _);
        }
        else
        {
            action = ReadAction();
        }

        return new AssertFailureCommand(line, kind, action, module, _reader.AtClose ? "" : _reader.ExpectName());
    }

    private Command ReadModuleCommand(int line)
    {
        if (!_reader.IsKeyword(_reader.Position + 2, "instance"u8))
        {
            return new ModuleCommand(line, ReadModule(out bool isDefinition), isDefinition);
        }

        _reader.Position += 3;
        var command = new InstanceCommand(line, TryName(), TryName());
        _reader.Close();
        return command;
    }

    private ScriptModule ReadModule(out bool isDefinition)
    {
        int start = _reader.Position;
        _reader.Position += 2;
        isDefinition = _reader.TryKeyword("definition"u8);
        string? name = TryName();
        bool isQuote = _reader.TryKeyword("quote"u8);
        if (isQuote || _reader.TryKeyword("binary"u8))
        {
            var bytes = new List<byte>();
            while (_reader.Kind == TokenKind.String)
            {
                bytes.AddRange(_reader.ExpectBytes());
            }

            _reader.Close();
            return new ScriptModule(name, [.. bytes], isQuote);
        }

        _reader.Position = start;
        _reader.SkipForm();
        return new ScriptModule(name, _source, _reader[start].Start, _reader[_reader.Position - 1].Start + 1, isDefinition);
    }

    private ScriptAction ReadAction()
    {
        _reader.Open();
        bool isInvoke = _reader.TryKeyword("invoke"u8);
        if (!isInvoke)
        {
            _reader.ExpectKeyword("get"u8);
        }

        string? instance = TryName();
        string export = _reader.ExpectName();
        List<ScriptValue>? arguments = isInvoke ? [] : null;
        while (isInvoke && !_reader.AtClose)
        {
            arguments!.Add(_values.ExpectValue());
        }

        _reader.Close();
        return new ScriptAction(instance, export, arguments?.ToArray());
    }

    private ResultPattern[] ReadResults()
    {
        var results = new List<ResultPattern>();
        while (!_reader.AtClose)
        {
            results.Add(_values.ExpectResult());
        }

        return [.. results];
    }

    private ThreadCommand ReadThread(int line)
    {
        if (++_threadDepth > MaximumThreadDepth)
        {
            throw _reader.At(_reader.Position, "threads are nested too deeply");
        }

        string name = ExpectName();
        var shared = new List<string>();
        while (_reader.TryOpen("shared"u8))
        {
            while (_reader.TryOpen("module"u8))
            {
                shared.Add(ExpectName());
                _reader.Close();
            }

            _reader.Close();
        }

        var commands = new List<Command>();
        while (!_reader.AtClose)
        {
            commands.Add(ReadCommand());
        }

        _threadDepth--;
        return new ThreadCommand(line, name, [.. shared], [.. commands]);
    }

    private string? TryName() => _reader.Kind == TokenKind.Identifier ? _symbols.Name(_symbols.Intern(_source, _reader[_reader.Position++])) : null;

    private string ExpectName()
    {
        string? name = TryName();
        if (name is null)
        {
            _reader.Unexpected("an identifier");
        }

        return name;
    }

    private int Line(int tokenIndex) => _source.Position(_reader[tokenIndex].Start).Line;
}
