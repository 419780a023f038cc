package oddboard.node;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts this process in its role, with what the role needs around Spring, and ends it in the right order. */
public final class Launcher {
    private static final String URL = "spring.datasource.url";
    /** What serves pages and asks for a web server; a worker has neither. */
    private static final List<String> PAGES_ALONE = List.of(
            "com.vaadin.flow.spring.SpringBootAutoConfiguration",
            "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
            "com.vaadin.flow.spring.VaadinScopesConfig");

    private final Class<?> application;
    private final String[] args;
    private final Arguments arguments;
    private @Nullable LocalPostgres postgres;
    private volatile @Nullable ConfigurableApplicationContext context;
    private @Nullable WorkerProcesses workers;

    private Launcher(Class<?> application, String[] args) {
        this.application = application;
        this.args = args;
        this.arguments = new Arguments(args, System.getenv());
    }

    /** Runs the program; ends the process with status 2 and one sentence where it can't start. */
    public static void run(Class<?> application, String... args) {
        Launcher launcher = new Launcher(application, args);
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "stop"));
        Signals.endInOrder();
        try {
            ConsoleEncoder.choose(launcher.arguments.get(ConsoleEncoder.SETTING));
            Platform.check();
            Commands command = Commands.of(launcher.arguments, args).orElse(null);
            if (command != null) {
                System.exit(command.run());
            }
            launcher.start();
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private void start() {
        ProcessRole role = ProcessRole.parse(arguments.get("oddboard.role", "all"));
        if (role == ProcessRole.MIGRATE) {
            migrate();
            return;
        }
        Home home = Home.open(arguments);
        Map<String, String> workerRole = Map.of();
        Map<String, Object> properties = new HashMap<>();
        properties.put("oddboard.home", home.path().toString());
        properties.put("oddboard.role", role == ProcessRole.WORKER ? "worker" : "web");
        properties.put(
                "management.opentelemetry.resource-attributes.service.name",
                "oddboard-" + properties.get("oddboard.role"));
        System.setProperty("java.io.tmpdir", home.folder("tmp").toString());
        setEngineProperties(home);
        List<String> devices = WorkerDevices.parse(arguments.get("oddboard.worker.devices"));
        if (arguments.get(URL) == null) {
            if (role == ProcessRole.WORKER) {
                throw new StartException("A worker needs the PostgreSQL of its web process: set SPRING_DATASOURCE_URL,"
                        + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.");
            }
            home.lock();
            LocalPostgres local = LocalPostgres.start(home);
            postgres = local;
            if (role == ProcessRole.ALL) {
                // Before the migrations, which grant the role what it needs.
                workerRole = local.workerSettings();
            }
            properties.put(URL, local.url());
            properties.put("spring.datasource.username", local.user());
            properties.put("spring.datasource.password", local.password());
        }
        if (role == ProcessRole.WORKER && devices.size() > 1) {
            keepAlone(home, devices);
            return;
        }
        if (devices.size() == 1) {
            properties.put("oddboard.worker.device", devices.getFirst());
        }
        SpringApplication spring = new SpringApplication(application);
        spring.setRegisterShutdownHook(false);
        // Known before anybody hears that the program is ready: who then requests its shutdown finds what has to be
        // closed.
        spring.addListeners(new ApplicationListener<ApplicationStartedEvent>() {
            @Override
            public void onApplicationEvent(ApplicationStartedEvent event) {
                context = event.getApplicationContext();
            }
        });
        if (role == ProcessRole.WORKER) {
            spring.setWebApplicationType(WebApplicationType.NONE);
            properties.put("spring.autoconfigure.exclude", String.join(",", PAGES_ALONE));
        } else {
            properties.putAll(Watch.settings(arguments));
            properties.putAll(Listening.settings(arguments));
        }
        spring.setDefaultProperties(properties);
        if (postgres == null) {
            DatabaseWait.of(spring);
        }
        ConfigurableApplicationContext started = spring.run(withRole(properties));
        if (role != ProcessRole.WORKER) {
            announce(started, home);
        }
        if (role == ProcessRole.ALL) {
            Map<String, String> settings = arguments.asEnvironment("oddboard.worker.");
            settings.putAll(arguments.asEnvironment("oddboard.storage."));
            settings.putAll(arguments.asEnvironment("logging.structured."));
            settings.putAll(arguments.asEnvironment("management.opentelemetry."));
            settings.putAll(arguments.asEnvironment("management.tracing."));
            settings.putAll(arguments.ofWorkers());
            settings.putAll(databaseOf(started));
            settings.putAll(workerRole);
            keep(home, devices, settings);
        }
    }

    /** Brings the database up to this program's tables and leaves: for a user that owns them and serves nobody. */
    private void migrate() {
        if (arguments.get(URL) == null) {
            throw new StartException(
                    "There is no PostgreSQL to migrate: set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME"
                            + " and SPRING_DATASOURCE_PASSWORD. The program's own is migrated when it starts.");
        }
        SpringApplication spring = new SpringApplication(Migration.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        DatabaseWait.of(spring);
        try (ConfigurableApplicationContext done = spring.run(args)) {
            var now = done.getBean(Flyway.class).info().current();
            LoggerFactory.getLogger("oddboard")
                    .info("The database is at version {}", now == null ? "0" : now.getVersion());
        }
    }

    private WorkerProcesses keep(Home home, List<String> devices, Map<String, String> settings) {
        WorkerProcesses all = new WorkerProcesses(home, application, devices, settings);
        workers = all;
        all.start();
        return all;
    }

    /** This process does no job itself: it keeps a worker for each device, until it is requested to stop. */
    private void keepAlone(Home home, List<String> devices) {
        Map<String, String> settings = arguments.asEnvironment("");
        settings.putAll(arguments.ofWorkers());
        WorkerProcesses all = keep(home, devices, settings);
        LoggerFactory.getLogger("oddboard").info("Keeps a worker process for each of {}", devices);
        try {
            all.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The database as Spring found it, wherever it was set, in the form of the worker's environment. */
    private static Map<String, String> databaseOf(ConfigurableApplicationContext started) {
        Map<String, String> database = new HashMap<>();
        for (String key : List.of("url", "username", "password")) {
            String value = started.getEnvironment().getProperty("spring.datasource." + key);
            if (value != null) {
                database.put("SPRING_DATASOURCE_" + key.toUpperCase(Locale.ROOT), value);
            }
        }
        return database;
    }

    /** The role that Spring sees is web or worker, whatever the command line said. */
    private String[] withRole(Map<String, Object> properties) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        // Of an option given twice Spring would make a list, so the old one goes.
        for (int i = 0; i < args.length; i++) {
            if (all[i].startsWith("--oddboard.role=") || all[i].startsWith("--oddboard.home=")) {
                all[i] = "--oddboard.ignored=";
            }
        }
        all[args.length] = "--oddboard.role=" + properties.get("oddboard.role");
        all[args.length + 1] = "--oddboard.home=" + properties.get("oddboard.home");
        return all;
    }

    /** The engine unpacks its libraries into the home and asks no network for anything. */
    static void setEngineProperties(Home home) {
        System.setProperty("DJL_CACHE_DIR", home.folder("cache").resolve("djl").toString());
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private static void announce(ConfigurableApplicationContext context, Home home) {
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            Logger log = LoggerFactory.getLogger("oddboard");
            log.info(
                    "Health and metrics: http://localhost:{}/actuator",
                    context.getEnvironment().getProperty("local.management.port"));
            log.info(
                    "Oddboard started: http://localhost:{}  (its data: {})",
                    web.getWebServer().getPort(),
                    home.path());
            Listening.announce(context.getEnvironment());
        }
    }

    /** Pages first, then the worker (which stores its checkpoint), then the database that both needed. */
    private void stop() {
        ConfigurableApplicationContext started = context;
        if (started != null) {
            started.close();
        }
        if (workers != null) {
            workers.stop();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
