/**
 * What content owners push: documents and the changes made to them, free of how they travel or where they are kept.
 * Everything that names a document in Kafka, Redis or HTTP goes through {@link dev.kotae.common.document.DocumentId}.
 */
package dev.kotae.common.document;
