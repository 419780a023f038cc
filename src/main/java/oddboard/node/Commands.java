package oddboard.node;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Runs a command: with the program's settings and its database, and nothing else of it. */
final class Commands {
    private static final String URL = "spring.datasource.url";

    private final Command command;
    private final Arguments arguments;
    private final String[] args;
    private @Nullable LocalPostgres postgres;

    private Commands(Command command, Arguments arguments, String[] args) {
        this.command = command;
        this.arguments = arguments;
        this.args = args;
    }

    /** Of the first word on the command line, or of the role; empty where that is none of a command. */
    static Optional<Commands> of(Arguments arguments, String[] args) {
        String word = args.length > 0 && !args[0].startsWith("-") ? args[0] : arguments.get("oddboard.role", "");
        return ServiceLoader.load(Command.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.name().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(c -> new Commands(c, arguments, args));
    }

    int run() {
        Home home = Home.open(arguments);
        System.setProperty("java.io.tmpdir", home.folder("tmp").toString());
        Launcher.setEngineProperties(home);
        try (ConfigurableApplicationContext context = settings(home)) {
            Environment settings = context.getEnvironment();
            return command.run(call(home, settings));
        } catch (CommandException e) {
            if (e.getCause() != null) {
                LoggerFactory.getLogger(Commands.class).debug("{} failed", command.name(), e.getCause());
            }
            System.err.println(e.getMessage());
            return 1;
        } catch (StartException e) {
            throw e;
        } catch (Exception e) {
            LoggerFactory.getLogger(Commands.class).error("{} failed", command.name(), e);
            System.err.println("The " + command.name() + " failed: " + e.getMessage());
            return 1;
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    private ConfigurableApplicationContext settings(Home home) {
        SpringApplication spring = new SpringApplication(Nothing.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        spring.setRegisterShutdownHook(false);
        Map<String, Object> usual = new HashMap<>();
        usual.put("oddboard.home", home.path().toString());
        spring.setDefaultProperties(usual);
        // What a command says goes to its output; of the log's lines only trouble is worth reading there.
        String[] options = Arrays.copyOf(
                Arrays.stream(args).filter(a -> a.startsWith("--")).toArray(String[]::new), args.length + 1);
        options[args.length] = "--logging.level.root=warn";
        return spring.run(Arrays.stream(options).filter(Objects::nonNull).toArray(String[]::new));
    }

    private Command.Call call(Home home, Environment settings) {
        String url = settings.getProperty(URL);
        if (url != null) {
            return call(
                    home.path(),
                    settings,
                    url,
                    settings.getProperty("spring.datasource.username", ""),
                    settings.getProperty("spring.datasource.password", ""),
                    false,
                    false);
        }
        boolean runs = !home.isFree();
        LocalPostgres local = runs ? LocalPostgres.running(home) : LocalPostgres.start(home);
        postgres = runs ? null : local;
        return call(home.path(), settings, local.url(), local.user(), local.password(), true, runs);
    }

    private static Command.Call call(
            Path home, Environment settings, String url, String user, String password, boolean embedded, boolean runs) {
        return new Command.Call(
                settings, home, new DriverManagerDataSource(url, user, password), embedded, runs, System.out);
    }

    /** No part of the program. */
    static final class Nothing {}
}
