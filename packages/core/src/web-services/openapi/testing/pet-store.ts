/** After the Swagger pet store: references, path-level parameters, several kinds of bodies, one that cannot be sent. */
export const petStore = {
  openapi: "3.0.4",
  info: { title: "Pet store", version: "1.0.27" },
  servers: [{ url: "/api/v3" }],
  paths: {
    "/pet": {
      put: { operationId: "updatePet", requestBody: { $ref: "#/components/requestBodies/Pet" } },
      post: { operationId: "addPet", requestBody: { $ref: "#/components/requestBodies/Pet" } },
    },
    "/pet/findByStatus": {
      get: {
        operationId: "findPetsByStatus",
        parameters: [
          {
            name: "status",
            in: "query",
            required: true,
            explode: true,
            schema: { type: "string", default: "available", enum: ["available", "pending", "sold"] },
          },
        ],
      },
    },
    "/pet/{petId}": {
      parameters: [{ name: "petId", in: "path", required: true, schema: { type: "integer", format: "int64" } }],
      get: { operationId: "getPetById", responses: { "200": { $ref: "elsewhere.yaml#/never-looked-at" } } },
      post: {
        requestBody: {
          content: {
            "application/x-www-form-urlencoded": {
              schema: { type: "object", properties: { name: { type: "string" }, status: { type: "string" } } },
            },
          },
        },
      },
      delete: {
        operationId: "deletePet",
        parameters: [{ name: "api_key", in: "header", required: true, schema: { type: "string" } }],
      },
    },
    "/pet/{petId}/uploadImage": {
      post: {
        operationId: "uploadFile",
        parameters: [{ name: "petId", in: "path", required: true, schema: { type: "integer" } }],
        requestBody: { content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } } },
      },
    },
  },
  components: {
    requestBodies: {
      Pet: {
        required: true,
        content: {
          "application/json": { schema: { $ref: "#/components/schemas/Pet" } },
          "application/xml": { schema: { $ref: "#/components/schemas/Pet" } },
        },
      },
    },
    schemas: {
      Category: {
        type: "object",
        properties: { id: { type: "integer", example: 1 }, name: { type: "string", example: "Dogs" } },
      },
      Pet: {
        type: "object",
        required: ["name", "photoUrls"],
        properties: {
          id: { type: "integer", example: 10 },
          name: { type: "string", example: "doggie" },
          category: { $ref: "#/components/schemas/Category" },
          photoUrls: { type: "array", items: { type: "string" } },
          status: { type: "string", enum: ["available", "pending", "sold"] },
        },
      },
    },
  },
} as const;
