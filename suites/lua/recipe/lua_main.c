/* A `lua` for WASI: runs the script named first, with its arguments in `arg`. Lua's own lua.c is not in the crate. */
#include <stdio.h>
#include <stdlib.h>

#include "lua.h"

#include "lauxlib.h"
#include "lualib.h"

static int with_name(lua_State *L) {
  const char *message = lua_tostring(L, 1);
  lua_pushfstring(L, "lua: %s", message ? message : "(error object)");
  return 1;
}

int main(int argc, char **argv) {
  lua_State *L = luaL_newstate();
  if (!L)
    return 70;
  luaL_openlibs(L);

  lua_newtable(L);
  for (int i = 0; i < argc; i++) {
    lua_pushstring(L, argv[i]);
    lua_rawseti(L, -2, i - 1);
  }
  lua_setglobal(L, "arg");

  lua_pushcfunction(L, with_name);
  int failed = argc > 1 ? luaL_loadfile(L, argv[1]) : luaL_loadfile(L, NULL);
  if (!failed)
    failed = lua_pcall(L, 0, 0, -2);
  if (failed) {
    fflush(stdout);
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    return 1;
  }
  lua_close(L);
  return 0;
}
