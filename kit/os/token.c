#include "kit/os/token.h"
#include "kit/os/error.h"
#include "kit/os/handle.h"
#include "kit/os/win32.h"

#include <aclapi.h>
#include <stdlib.h>

#define RIGHTS (TOKEN_DUPLICATE | TOKEN_ASSIGN_PRIMARY | TOKEN_QUERY | TOKEN_ADJUST_DEFAULT)

static bool group(DWORD alias, PSID *out)
{
    SID_IDENTIFIER_AUTHORITY authority = SECURITY_NT_AUTHORITY;
    return AllocateAndInitializeSid(&authority, 2, SECURITY_BUILTIN_DOMAIN_RID, alias, 0, 0, 0,
                                    0, 0, 0, out) != 0;
}

/* A part of what a token says of itself; to be free()d. */
static void *token_part(HANDLE token, TOKEN_INFORMATION_CLASS which)
{
    DWORD size = 0;
    GetTokenInformation(token, which, NULL, 0, &size);
    void *part = size > 0 ? calloc(1, size) : NULL;
    if (part && GetTokenInformation(token, which, part, size, &size))
        return part;
    free(part);
    return NULL;
}

/*
 * What an administrator makes can be opened by administrators only, unless the maker says
 * otherwise. The process with the new token is none, and could not open what it made itself.
 */
static bool let_user_open(HANDLE token)
{
    TOKEN_USER *user = token_part(token, TokenUser);
    TOKEN_DEFAULT_DACL *usual = token_part(token, TokenDefaultDacl);
    TOKEN_DEFAULT_DACL with_user = {NULL};
    EXPLICIT_ACCESS_W access = {.grfAccessPermissions = GENERIC_ALL,
                                .grfAccessMode = GRANT_ACCESS};
    access.Trustee.TrusteeForm = TRUSTEE_IS_SID;
    access.Trustee.TrusteeType = TRUSTEE_IS_USER;
    access.Trustee.ptstrName = user ? (LPWSTR)user->User.Sid : NULL;
    bool well = user && usual &&
                SetEntriesInAclW(1, &access, usual->DefaultDacl, &with_user.DefaultDacl) ==
                    ERROR_SUCCESS &&
                SetTokenInformation(token, TokenDefaultDacl, &with_user, sizeof with_user) != 0;
    if (with_user.DefaultDacl)
        LocalFree(with_user.DefaultDacl);
    free(usual);
    free(user);
    return well;
}

enum kit_status os_token_restricted(void **out, struct kit_error *err)
{
    HANDLE own = NULL, made = NULL;
    PSID administrators = NULL, power_users = NULL;
    enum kit_status status = KIT_OK;
    bool well = OpenProcessToken(GetCurrentProcess(), RIGHTS, &own) &&
                group(DOMAIN_ALIAS_RID_ADMINS, &administrators) &&
                group(DOMAIN_ALIAS_RID_POWER_USERS, &power_users);
    SID_AND_ATTRIBUTES without[] = {{administrators, 0}, {power_users, 0}};
    well = well && CreateRestrictedToken(own, DISABLE_MAX_PRIVILEGE, 2, without, 0, NULL, 0,
                                         NULL, &made);
    if (!well)
        status = os_fail(err, "CreateRestrictedToken", GetLastError());
    else if (!let_user_open(made))
        status = os_fail(err, "SetTokenInformation", GetLastError());
    if (administrators)
        FreeSid(administrators);
    if (power_users)
        FreeSid(power_users);
    os_close(&own);
    if (status != KIT_OK)
        os_close(&made);
    *out = made;
    return status;
}
