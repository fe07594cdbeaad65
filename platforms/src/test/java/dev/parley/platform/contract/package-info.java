/**
 * What every platform must keep, as tests. A platform's package extends {@link dev.parley.platform.contract.PlatformContract},
 * and {@link dev.parley.platform.contract.WebhookReceiverContract} when it takes webhooks, with a harness of its own.
 */
@NullMarked
package dev.parley.platform.contract;

import org.jspecify.annotations.NullMarked;
