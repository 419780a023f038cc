package oddboard.webhook;

import java.util.Map;
import oddboard.registry.ModelAliasMoved;
import oddboard.registry.ModelRegistered;
import oddboard.registry.ModelRoutes;
import oddboard.registry.ModelVersionCreated;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of models, their versions and aliases. */
@Component
class ModelEvents {
    private static final String MODEL = """
            select d.id as dataset_id, 'models/' || m.name as resource, :page as page,
                json_build_object('model', m.name, 'dataset', d.id::text, 'datasetName', d.name, 'user', a.name) as data
            from registered_model m
            join dataset d on d.id = m.dataset_id
            join account a on a.id = m.account_id
            where m.id = :model
            """;
    private static final String VERSION = """
            select d.id as dataset_id, 'models/' || m.name || '/versions/' || w.version as resource, :page as page,
                json_strip_nulls(json_build_object('model', m.name, 'version', w.version, 'sha256', w.sha256,
                    'run', w.run_id::text, 'dataset', d.id::text, 'datasetName', d.name, 'user', a.name)) as data
            from model_version w
            join registered_model m on m.id = w.model_id
            join dataset d on d.id = m.dataset_id
            join account a on a.id = w.account_id
            where w.id = :version
            """;
    private static final String ALIAS = """
            select d.id as dataset_id, 'models/' || m.name as resource, :page as page,
                json_build_object('model', m.name, 'alias', s.name, 'version', w.version, 'sha256', w.sha256,
                    'dataset', d.id::text, 'datasetName', d.name, 'user', a.name) as data
            from model_alias s
            join model_version w on w.id = s.model_version_id
            join registered_model m on m.id = s.model_id
            join dataset d on d.id = m.dataset_id
            join account a on a.id = s.account_id
            where m.name = :model and s.name = :alias
            """;
    private final Events events;

    ModelEvents(Events events) {
        this.events = events;
    }

    @EventListener
    void on(ModelRegistered registered) {
        events.record(
                EventType.MODEL_CREATED,
                MODEL,
                Map.of("model", registered.model().value(), "page", ModelRoutes.model(registered.name())));
    }

    @EventListener
    void on(ModelVersionCreated created) {
        events.record(
                EventType.MODEL_VERSION_CREATED,
                VERSION,
                Map.of(
                        "version",
                        created.id().value(),
                        "page",
                        ModelRoutes.version(created.model(), created.version())));
    }

    @EventListener
    void on(ModelAliasMoved moved) {
        events.record(
                EventType.ALIAS_MOVED,
                ALIAS,
                Map.of(
                        "model",
                        moved.model(),
                        "alias",
                        moved.alias(),
                        "page",
                        ModelRoutes.version(moved.model(), moved.version())));
    }
}
