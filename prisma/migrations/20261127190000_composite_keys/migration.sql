-- A half belongs to a batch of its own tenant, and a retry to an upload of its own tenant; a tenant with uploads is not deleted.
ALTER TABLE "Batch" DROP CONSTRAINT "Batch_parentId_fkey";
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_tenantId_parentId_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "Batch"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Upload" DROP CONSTRAINT "Upload_retryOfId_fkey";
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_tenantId_retryOfId_fkey" FOREIGN KEY ("tenantId", "retryOfId") REFERENCES "Upload"("tenantId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "Upload" DROP CONSTRAINT "Upload_tenantId_fkey";
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
