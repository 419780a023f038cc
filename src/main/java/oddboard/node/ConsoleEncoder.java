package oddboard.node;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The console's lines: for people, or one JSON object each, also those that are written before Spring starts. */
public final class ConsoleEncoder extends EncoderBase<ILoggingEvent> {
    static final String SETTING = "logging.structured.format.console";
    /** Under this name Spring hands the setting to Logback. */
    private static final String PROPERTY = "CONSOLE_LOG_STRUCTURED_FORMAT";

    private static final List<String> FORMATS = List.of("ecs", "gelf", "logstash");
    private String pattern = "%m%n";
    private Charset charset = StandardCharsets.UTF_8;
    /** Two threads may make one each at the first lines; either will do. */
    private volatile @Nullable Encoder<ILoggingEvent> chosen;

    /** @throws StartException where it is no format */
    static void choose(@Nullable String format) {
        if (format == null) {
            return;
        }
        // With a dot it is a class of somebody's own, which Spring allows.
        if (!FORMATS.contains(format) && format.indexOf('.') < 0) {
            throw new StartException(SETTING + " is \"" + format + "\"; it can be ecs, gelf or logstash.");
        }
        System.setProperty(PROPERTY, format);
    }

    public void setPattern(String pattern) {
        this.pattern = pattern;
    }

    public void setCharset(Charset charset) {
        this.charset = charset;
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Encoder<ILoggingEvent> encoder = chosen;
        if (encoder == null) {
            encoder = choose();
            chosen = encoder;
        }
        return encoder.encode(event);
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }

    /** At the first line: Logback starts before the settings are read. */
    private Encoder<ILoggingEvent> choose() {
        String format = System.getProperty(PROPERTY, "");
        if (format.isEmpty()) {
            PatternLayoutEncoder lines = new PatternLayoutEncoder();
            lines.setContext(getContext());
            lines.setPattern(pattern);
            lines.setCharset(charset);
            lines.start();
            return lines;
        }
        LoggerContext context = (LoggerContext) getContext();
        if (context.getObject(Environment.class.getName()) == null) {
            StandardEnvironment early = new StandardEnvironment();
            early.getPropertySources()
                    .addLast(new MapPropertySource(
                            "early",
                            Map.of(
                                    "spring.application.name",
                                    "oddboard",
                                    "spring.application.pid",
                                    ProcessHandle.current().pid())));
            context.putObject(Environment.class.getName(), early);
        }
        StructuredLogEncoder json = new StructuredLogEncoder();
        json.setContext(context);
        json.setFormat(format);
        json.setCharset(charset);
        json.start();
        return json;
    }
}
