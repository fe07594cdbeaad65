package dev.parley.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.NulCharacters;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads forms and multipart bodies; files go to disk as they arrive and leave it when the request is answered. */
@ApplicationScoped
public class FormIntake {
    private final UploadFolder folder;

    public FormIntake(UploadFolder folder) {
        this.folder = folder;
    }

    void read(RoutingContext context, long limit) {
        HttpServerRequest request = context.request();
        if (BodyIntake.claimsMoreThan(request, limit)) {
            RouterRefusals.answerUnread(context, Refusal.tooLarge());
            return;
        }
        List<IncomingFile> files = new ArrayList<>();
        context.addEndHandler(answered -> files.forEach(IncomingFile::discard));
        request.exceptionHandler(broken -> RouterRefusals.answer(context, Refusal.unreadable()));
        try {
            request.setExpectMultipart(true);
        } catch (IllegalStateException noBoundary) {
            RouterRefusals.answerUnread(context, Refusal.unreadable());
            return;
        }
        request.uploadHandler(upload -> files.add(arrive(context, upload, limit)));
        request.endHandler(end -> finish(context, files, limit));
        request.resume();
    }

    private IncomingFile arrive(RoutingContext context, HttpServerFileUpload upload, long limit) {
        IncomingFile file = new IncomingFile(folder.next(), upload);
        file.receive(context.vertx(), limit, () -> RouterRefusals.answerUnread(context, Refusal.tooLarge()));
        return file;
    }

    private void finish(RoutingContext context, List<IncomingFile> files, long limit) {
        if (context.request().bytesRead() > limit) {
            RouterRefusals.answerUnread(context, Refusal.tooLarge());
            return;
        }
        io.vertx.core.Future.join(files.stream().map(IncomingFile::written).toList())
                .onComplete(written -> {
                    if (context.response().ended()) {
                        return;
                    }
                    if (written.failed()) {
                        RouterRefusals.answer(context, Refusal.unavailable());
                    } else {
                        enter(
                                context,
                                files.stream().map(IncomingFile::asUpload).toList());
                    }
                });
    }

    private static void enter(RoutingContext context, List<Upload> uploads) {
        ObjectNode values = FormFields.read(context.request().formAttributes());
        if (NulCharacters.isIn(values)) {
            RouterRefusals.answer(context, Refusal.unreadable());
            return;
        }
        StringBuilder canonical = new StringBuilder(values.toString());
        for (Upload upload : uploads) {
            canonical.append('\n').append(upload.field()).append(' ').append(upload.fileName());
            canonical.append(' ').append(upload.sha256());
        }
        BodyIntake.enter(
                context, new Fields(values, uploads), canonical.toString().getBytes(StandardCharsets.UTF_8));
    }
}
