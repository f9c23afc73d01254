using System.Text.Json;

namespace Peregrine.Bench;

/// <summary>Writes every sample, for programs that compare runs.</summary>
internal static class JsonReport
{
    /// <summary>Writes the file.</summary>
    public static void Write(string file, Laboratory laboratory, IReadOnlyList<Engine> engines, Engine? baseline, string heading)
    {
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("heading", heading);
        json.WriteString("baseline", baseline?.Name);
        json.WriteStartArray("engines");
        foreach (var engine in engines)
        {
            json.WriteStartObject();
            json.WriteString("name", engine.Name);
            json.WriteString("description", engine.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("measurements");
        foreach (var measurement in laboratory.Hellos.Concat(laboratory.Measurements))
        {
            json.WriteStartObject();
            json.WriteString("program", measurement.Program.Name);
            json.WriteString("arguments", string.Join(' ', measurement.Program.Arguments));
            json.WriteString("engine", measurement.Engine.Name);
            json.WriteString("failure", measurement.Failure);
            WriteSamples(json, "cpuSeconds", measurement.Cpu);
            WriteSamples(json, "wallSeconds", measurement.Wall);
            WriteSamples(json, "peakMebibytes", measurement.PeakMebibytes);
            if (baseline is not null && !ReferenceEquals(measurement.Program, BenchmarkProgram.Hello))
            {
                WriteNumber(json, "ratio", MarkdownReport.Ratio(laboratory, measurement.Engine, baseline, measurement.Program, netOfStartUp: false));
                WriteNumber(json, "ratioWithoutStartUp", MarkdownReport.Ratio(laboratory, measurement.Engine, baseline, measurement.Program, netOfStartUp: true));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSamples(Utf8JsonWriter json, string name, List<double> samples)
    {
        json.WriteStartArray(name);
        foreach (var sample in samples)
        {
            json.WriteNumberValue(Math.Round(sample, 6));
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, Math.Round(value, 4));
        }
    }
}
